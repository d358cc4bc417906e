import { LocalPostgres } from '@acgs/database';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWith, readArguments } from './command-line.js';
import { isCurrent, type MarkedPage, writePage } from './reference/marked-page.js';
import { metricsPage } from './reference/metrics-page.js';
import { referencePages } from './reference/reference-pages.js';
import { metricsOfServices } from './reference/started-services.js';

const USAGE = 'npm run reference -- write|check';
const { positionals } = readArguments(
  {
    usage: USAGE,
    text: `
Writes the tables of docs/ that are made from the code, or checks that they are what the code says:
the environment variables in docs/settings.md, the problems in docs/api.md, and the metrics in docs/metrics.md.
For the metrics it starts every service once, on a database of its own.`,
  },
  {},
);
const [action = ''] = positionals;
if (positionals.length !== 1 || !['write', 'check'].includes(action)) endWith(`Usage: ${USAGE}`, 2);

const pages = [...referencePages(), await metricsPageOfServices()];
if (action === 'write') pages.forEach(writePage);
const outdated = pages.filter((page) => !isCurrent(page));
if (outdated.length > 0)
  endWith(
    `Not what the code says: ${outdated.map(({ path }) => path).join(', ')}. Run: npm run reference -- write`,
    1,
  );

async function metricsPageOfServices(): Promise<MarkedPage> {
  const home = await mkdtemp(join(tmpdir(), 'acgs-'));
  const postgres = await LocalPostgres.open(join(home, 'postgres'));
  try {
    return metricsPage(await metricsOfServices(postgres.url, home));
  } finally {
    await postgres.stop();
    await rm(home, { recursive: true, force: true });
  }
}
