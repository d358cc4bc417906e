import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { figureOnly } from '../test/performance/measurement.js';
import { openDatabase, placeOf } from './backup/installation-place.js';
import { endProgress, endWith, messageOf, progressLine, readArguments, report } from './command-line.js';
import { type ExportFormat, writeExport } from './export/write-export.js';
import { PROJECT_FOLDER } from './project-folder.js';

const { values } = readArguments(
  {
    usage:
      'npm run export -- --out FILE [--format ndjson|parquet] [--tenant ID] [--from TIME] [--to TIME] [--json]',
    text: `Writes recorded decisions to a file, with what they pin, their requests, reasons and labels; what was erased is erased there, too.

  --out FILE         where to; it appears when it is whole, with FILE.manifest.json: rows, range and SHA-256
  --format           ndjson: a JSON in a line each (the usual); parquet: Apache Parquet
  --tenant ID        whose decisions (default)
  --from TIME        decided at or after, such as 2026-11-01 or 2026-11-01T12:00:00Z
  --to TIME          decided before
  --json             ends with one line for programs

Environment:
  ACGS_HOME      the folder of the installation (.acgs)
  DATABASE_URL   a PostgreSQL of yours, or DATABASE_URL_FILE: a file with the address`,
  },
  {
    out: { type: 'string' },
    format: { type: 'string', default: 'ndjson' },
    tenant: { type: 'string', default: 'default' },
    from: { type: 'string' },
    to: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
);
if (values.out === undefined) endWith('Say where to: --out FILE; see --help.', 2);
const path = resolve(values.out);
const format = formatOf(values.format);
const range = { from: momentOf('from', values.from), to: momentOf('to', values.to) };
const { version } = JSON.parse(readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8')) as {
  version: string;
};

try {
  const began = performance.now();
  const database = await openDatabase(await placeOf(process.env));
  const options = { ...range, tenant: values.tenant, url: database.url, format, path, program: version };
  const manifest = await writeExport({ ...options, progress: progressLine }).finally(() => database.close());
  endProgress();
  const seconds = (performance.now() - began) / 1000;
  const figures = [
    figureOnly('export.rows', manifest.rows, '', 'higher'),
    figureOnly('export.rate', manifest.rows / seconds, '/s', 'higher'),
  ];
  report(
    'export',
    { figures, context: { path, ...manifest }, table: `${path}\nSHA-256: ${manifest.sha256}` },
    values.json,
  );
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}

function formatOf(text: string): ExportFormat {
  return text === 'ndjson' || text === 'parquet'
    ? text
    : endWith(`--format is ndjson or parquet, not "${text}".`, 2);
}

function momentOf(option: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime())
    ? endWith(`--${option} takes a time such as 2026-11-01T12:00:00Z, not "${text}".`, 2)
    : moment;
}
