import { markdownTable, type MarkedPage } from './marked-page.js';
import type { Metric } from './metric.js';

const HEAD = ['metric', 'type', 'labels', 'meaning'];

/** docs/metrics.md: a table for each group of services that tell the same metrics. */
export function metricsPage(services: ReadonlyMap<string, readonly Metric[]>): MarkedPage {
  const tellers = new Map<string, { metric: Metric; services: string[] }>();
  for (const [service, metrics] of services) {
    for (const metric of metrics) {
      const row = JSON.stringify(metric);
      const known = tellers.get(row);
      if (known === undefined) tellers.set(row, { metric, services: [service] });
      else known.services.push(service);
    }
  }
  const groups = new Map<string, Metric[]>();
  for (const { metric, services: names } of tellers.values()) {
    const group = names.length === services.size ? 'every service' : names.join(', ');
    groups.set(group, [...(groups.get(group) ?? []), metric]);
  }
  const parts = [...groups].map(([names, metrics]) => [names, partOf(names, metrics)] as const);
  return { path: 'docs/metrics.md', parts: new Map(parts) };
}

const partOf = (names: string, metrics: readonly Metric[]): string => `Told by ${names}.

${markdownTable([HEAD, ...[...metrics].sort(byName).map(rowOf)])}`;

const byName = (one: Metric, other: Metric): number => (one.name < other.name ? -1 : 1);

const rowOf = ({ name, type, labelNames, help }: Metric): string[] => [
  `\`${name}\``,
  type,
  labelNames.map((label) => `\`${label}\``).join(', '),
  help,
];
