import { escaped, plot } from '@acgs/markup';
import { leastOfEachMinute, type Reading } from './growth.js';

export interface SoakReport {
  readonly readings: readonly Reading[];
  readonly context: Readonly<Record<string, unknown>>;
  /** As text, as a terminal has it. */
  readonly table: string;
}

/** What each process held over time, as SVG by name. A point is the least of its minute. */
export function soakPlots(readings: readonly Reading[]): Record<'memory' | 'descriptors', string> {
  const names = [...new Set(readings.map(({ name }) => name))];
  const lines = (held: 'mebibytes' | 'descriptors'): Parameters<typeof plot>[0]['lines'] =>
    names.map((name) => ({
      name,
      points: leastOfEachMinute(
        readings.filter((reading) => reading.name === name),
        held,
      ),
    }));
  const description =
    'One line for each process, by its service; where a service was started again, it goes on with the new one.';
  return {
    memory: plot({
      title: 'Resident memory',
      description,
      x: 'minutes',
      y: 'MiB',
      lines: lines('mebibytes'),
    }),
    descriptors: plot({
      title: 'Open descriptors',
      description,
      x: 'minutes',
      y: 'descriptors',
      lines: lines('descriptors'),
    }),
  };
}

/** One page without anything from elsewhere. */
export function soakPage({ readings, context, table }: SoakReport): string {
  const { memory, descriptors } = soakPlots(readings);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>ACGS, broken once a minute</title>
<style>:root{color-scheme:light dark}body{font:15px sans-serif;max-width:960px;margin:2em auto}pre{white-space:pre-wrap}</style>
<h1>ACGS, broken once a minute</h1>
${memory}
${descriptors}
<pre>${escaped(table)}</pre>
<h2>What was on</h2>
<pre>${escaped(JSON.stringify(context, null, 2))}</pre>
</html>
`;
}
