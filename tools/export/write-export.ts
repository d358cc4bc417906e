import { createWriteStream } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BackupFault } from '../backup/backup-fault.js';
import { digestOfFile } from '../backup/manifest.js';
import { connectPlainly } from '../backup/snapshot.js';
import { type ExportedDecision, exportedDecisions, type ExportRange } from './exported-decisions.js';
import { ndjsonLines } from './ndjson-lines.js';
import { writeParquet } from './parquet-rows.js';

export type ExportFormat = 'ndjson' | 'parquet';

export interface ExportOptions extends ExportRange {
  readonly url: string;
  readonly format: ExportFormat;
  readonly path: string;
  readonly program: string;
  readonly progress: (text: string) => void;
}

/** What was exported, beside the file as `<file>.manifest.json`. */
export interface ExportManifest {
  readonly program: string;
  readonly format: ExportFormat;
  readonly tenant: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly exportedAt: string;
  readonly rows: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly sha256: string;
}

/** The file appears when it is whole, for its owner alone. @throws BackupFault when there is one already */
export async function writeExport(options: ExportOptions): Promise<ExportManifest> {
  const { path, url } = options;
  const draft = `${path}.partial`;
  await refuseExisting(path);
  const client = await connectPlainly(url);
  try {
    await writeFile(draft, '', { mode: 0o600 });
    const exportedAt = new Date().toISOString();
    const counted = new Counted(exportedDecisions(client, options), options.progress);
    if (options.format === 'parquet') await writeParquet(draft, counted);
    else await pipeline(Readable.from(ndjsonLines(counted)), createWriteStream(draft, { flags: 'a' }));
    const manifest = manifestOf(options, exportedAt, counted, await digestOfFile(draft));
    await flushed(draft);
    await writeFile(`${path}.manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    await rename(draft, path);
    return manifest;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

function manifestOf(
  { program, format, tenant, from, to }: ExportOptions,
  exportedAt: string,
  { rows, first, last }: Counted,
  sha256: string,
): ExportManifest {
  const range = { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
  return { program, format, tenant, ...range, exportedAt, rows, first, last, sha256 };
}

/** Decisions on their way, counted. */
class Counted implements AsyncIterable<ExportedDecision> {
  rows = 0;
  first: string | null = null;
  last: string | null = null;

  constructor(
    private readonly source: AsyncIterable<ExportedDecision>,
    private readonly progress: (text: string) => void,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<ExportedDecision> {
    for await (const decision of this.source) {
      this.rows++;
      this.first ??= decision.decisionId;
      this.last = decision.decisionId;
      if (this.rows % 1000 === 0) this.progress(`${String(this.rows)} decisions`);
      yield decision;
    }
  }
}

async function refuseExisting(path: string): Promise<void> {
  const present = await open(path).catch(() => null);
  if (present === null) return;
  await present.close();
  throw new BackupFault(`${path} is there already: name another file.`);
}

async function flushed(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}
