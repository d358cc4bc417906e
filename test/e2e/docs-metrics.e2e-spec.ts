import { mkdtemp, rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withParts } from '../../tools/reference/marked-page.js';
import type { Metric } from '../../tools/reference/metric.js';
import { metricsPage } from '../../tools/reference/metrics-page.js';
import { metricsOfServices } from '../../tools/reference/started-services.js';
import { pageText } from '../conformance/docs-pages.js';
import { createTestDatabase } from '../support/test-database.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = pageText('docs/metrics.md');
/** Those of prom-client are named as it names them. */
const OURS = /^(acgs|http)_/;
/** What counts things names the things. */
const UNITS = /_(seconds|bytes|rows_per_commit)$/;
const SERIES = /_(bucket|count|sum)$/;

/** It makes metrics of Kubernetes of ours. */
const ADAPTER_RULES = 'docker/kubernetes/autoscaling/adapter-rules.yaml';

/** Files that name metrics of ours. */
const READERS = ['docs', 'docker/prometheus', 'docker/grafana', 'docker/kubernetes'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(md|ya?ml|json)$/.test(file))
    .map((file) => `${folder}/${file}`),
);

describe('docs/metrics.md', () => {
  let services: Map<string, Metric[]>;
  let ours: Metric[];

  beforeAll(async () => {
    const database = await createTestDatabase();
    const home = await mkdtemp(join(tmpdir(), 'acgs-metrics-'));
    try {
      services = await metricsOfServices(database.url, home);
    } finally {
      await database.drop();
      await rm(home, { recursive: true });
    }
    ours = [...services.values()].flat().filter(({ name }) => OURS.test(name));
  });

  it('is what the services register; if not: npm run reference -- write', () => {
    expect(services.size).toBe(readdirSync(join(ROOT, 'apps')).length);
    expect(PAGE).toBe(withParts(PAGE, metricsPage(services)));
  });

  it('has names by the convention of Prometheus', () => {
    const unusual = ours.filter(
      ({ name, type }) =>
        !/^[a-z]+(_[a-z0-9]+)+$/.test(name) ||
        SERIES.test(name) ||
        name.endsWith('_total') !== (type === 'counter') ||
        (type === 'histogram' && !UNITS.test(name)) ||
        /_(ms|milliseconds|microseconds|minutes|hours|kilobytes|percent)(_|$)/.test(name),
    );
    expect(ours.length).toBeGreaterThan(20);
    expect(unusual).toStrictEqual([]);
  });

  it('says in a sentence what each of them means', () => {
    expect(ours.filter(({ help }) => !help.endsWith('.')).map(({ name }) => name)).toStrictEqual([]);
  });

  it('names every metric that pages, alerts, dashboards and autoscaling name', () => {
    const made = [...pageText(ADAPTER_RULES).matchAll(/ as: '?(\w+)/g)].map((match) => match[1] ?? '');
    const known = new Set([...services.values()].flat().map(({ name }) => name));
    const named = READERS.flatMap((file) =>
      [
        ...pageText(file).matchAll(
          /(?<![.\w])(?:acgs_(?!\w*[A-Z])|http_server_|process_|nodejs_)[a-z]\w+(?![\w.*])/g,
        ),
      ].map(({ 0: name }) => [file, name] as const),
    );
    const unknown = named.filter(
      ([, name]) => !known.has(name) && !known.has(name.replace(SERIES, '')) && !made.includes(name),
    );
    expect(named.length).toBeGreaterThan(known.size);
    expect(unknown).toStrictEqual([]);
  });
});
