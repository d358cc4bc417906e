import { escaped, plot } from '@acgs/markup';
import type { LoadStep } from './load-steps.js';

export interface LoadReport {
  readonly title: string;
  readonly steps: readonly LoadStep[];
  readonly targetMilliseconds: number;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Latency and throughput over the offered rate, as SVG by name. */
export function loadPlots({
  steps,
  targetMilliseconds,
}: LoadReport): Record<'latency' | 'throughput', string> {
  const line = (
    name: string,
    of: (step: LoadStep) => number,
  ): { name: string; points: [number, number][] } => ({
    name,
    points: steps.map((step) => [step.offered, of(step)]),
  });
  return {
    latency: plot({
      title: 'Latency, from the moment a request was due',
      x: 'requests a second that were due',
      y: 'milliseconds',
      yMax: targetMilliseconds * 10,
      target: { name: `${String(targetMilliseconds)} ms`, y: targetMilliseconds },
      lines: [
        line('p50', ({ p50 }) => p50),
        line('p99', ({ p99 }) => p99),
        line('p99.9', ({ p999 }) => p999),
      ],
    }),
    throughput: plot({
      title: 'Answers',
      x: 'requests a second that were due',
      y: 'a second',
      lines: [line('answers', ({ rate }) => rate), line('failed', failedRate)],
    }),
  };
}

/** One page without anything from elsewhere. */
export function loadPage(report: LoadReport): string {
  const { latency, throughput } = loadPlots(report);
  const rows = report.steps.map(
    (step) =>
      `<tr>${cells(step)
        .map((cell) => `<td>${escaped(cell)}</td>`)
        .join('')}</tr>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escaped(report.title)}</title>
<style>:root{color-scheme:light dark}body{font:15px sans-serif;max-width:780px;margin:2em auto}td,th{padding:2px 10px;text-align:right}pre{white-space:pre-wrap}</style>
<h1>${escaped(report.title)}</h1>
${latency}
${throughput}
<table><tr>${HEADINGS.map((heading) => `<th>${heading}</th>`).join('')}</tr>
${rows.join('\n')}
</table>
<h2>What was on</h2>
<pre>${escaped(JSON.stringify(report.context, null, 2))}</pre>
</html>
`;
}

export const HEADINGS = [
  'offered/s',
  'answers/s',
  'p50 ms',
  'p99 ms',
  'p99.9 ms',
  'failed',
  'statuses',
] as const;

export function cells(step: LoadStep): string[] {
  const { offered, rate, p50, p99, p999, failed, statuses } = step;
  return [
    String(offered),
    rate.toFixed(0),
    ...[p50, p99, p999].map((value) => value.toFixed(2)),
    String(failed),
    Object.entries(statuses)
      .map(([status, count]) => `${status === '0' ? 'none' : status}: ${String(count)}`)
      .join(', '),
  ];
}

const failedRate = ({ offered, failed, sent }: LoadStep): number => (offered * failed) / sent;
