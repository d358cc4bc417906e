import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { type ExportFormat, type ExportManifest, writeExport } from '../../tools/export/write-export.js';
import { decisionPartitions } from '../support/decision-partitions.js';
import { fillDecisions, fillLabels } from '../support/filled-tables.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** More than are read, and than are written, at a time. */
const ROWS = 4500;
const LABELLED = 20;
const DECISION = {
  decidedAt: '2026-11-30T12:00:00.123Z',
  outcome: 'deny',
  pins: {
    constitutionVersion: 3,
    constitutionDigest: 'c0'.repeat(32),
    policySetDigest: null,
    engineVersion: '1',
  },
};

interface Recorded {
  readonly decision_id: string;
  readonly subject_id: string;
  readonly outcome: string;
  readonly rule_ids: string[];
  readonly request: string;
  readonly decision: string;
}

describe('an export of decisions', () => {
  let folder: string;
  let source: TestDatabase;
  let database: Client;
  let recorded: Recorded[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acgs-export-'));
    source = await createTestDatabase();
    const dataSource = await openDataSource({ url: source.url, applicationName: 'test', poolSize: 2 });
    await decisionPartitions(dataSource).maintain(new Date());
    await dataSource.destroy();
    database = new Client({ connectionString: source.url });
    await database.connect();
    await fillDecisions(database, 1, ROWS);
    await fillLabels(database, 1, LABELLED);
    await database.query(`UPDATE governance_engine.decisions SET decision = $1, request = $2`, [
      JSON.stringify(DECISION),
      '{"context": {"large": 12345678901234567890,\n "text": "é\\n\\u0001 \\"quoted\\" \u{1f701}"}}',
    ]);
    const { rows } = await database.query<Recorded>(
      `SELECT decision_id, subject_id, outcome, rule_ids, request::text, decision::text
       FROM governance_engine.decisions ORDER BY decision_id`,
    );
    recorded = rows;
    await database.query(
      `INSERT INTO governance_engine.erasures (tenant, decision_id, fields, erased_by, constitutional_hash)
       VALUES ('default', $1, '{/context/text}', 'admin', 'cdd01ef066bc6cf2')`,
      [recorded[0]?.decision_id],
    );
    await database.query(
      `INSERT INTO governance_engine.decisions SELECT 'other', decision_id, requested_by, subject_id, action_name, resource_id,
         outcome, rule_ids, request, decision, constitutional_hash, canonical FROM governance_engine.decisions LIMIT 1`,
    );
  });

  afterAll(async () => {
    await database.end();
    await source.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const exported = (
    name: string,
    format: ExportFormat,
    range: { from?: Date; to?: Date } = {},
  ): Promise<ExportManifest> =>
    writeExport({
      from: null,
      to: null,
      ...range,
      tenant: 'default',
      url: source.url,
      format,
      path: join(folder, name),
      program: 'test',
      progress: () => undefined,
    });

  const fileOf = (name: string): Promise<Buffer> => readFile(join(folder, name));

  it('has every decision of the tenant in Parquet, as another library reads it', async () => {
    const manifest = await exported('all.parquet', 'parquet');
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'all.parquet')) });
    expect(rows).toHaveLength(recorded.length);
    expect(
      rows.map(({ decision_id, subject_id, outcome, rule_ids, request, decision }) => ({
        decision_id,
        subject_id,
        outcome,
        rule_ids: JSON.parse(String(rule_ids)) as string[],
        request,
        decision,
      })),
    ).toStrictEqual(recorded);
    expect(rows[0]).toMatchObject({
      tenant: 'default',
      decided_at: new Date(DECISION.decidedAt),
      constitution_version: 3,
      constitution_digest: DECISION.pins.constitutionDigest,
      policy_set_digest: null,
      erased: '["/context/text"]',
    });
    const labelled = rows.filter(({ labels }) => labels !== '[]');
    expect(labelled).toHaveLength(LABELLED);
    expect(JSON.parse(String(labelled[0]?.labels))).toMatchObject([
      { outcome: 'allow' },
      { outcome: 'allow' },
    ]);
    expect(manifest).toMatchObject({ rows: recorded.length, first: recorded[0]?.decision_id });
    expect(manifest.sha256).toBe(
      createHash('sha256')
        .update(await fileOf('all.parquet'))
        .digest('hex'),
    );
    expect(JSON.parse(String(await fileOf('all.parquet.manifest.json')))).toStrictEqual(manifest);
    for (const name of await readdir(folder))
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  it('has the same in newline JSON, digit by digit', async () => {
    await exported('all.ndjson', 'ndjson');
    const lines = String(await fileOf('all.ndjson'))
      .trimEnd()
      .split('\n');
    const parsed = lines.map(
      (line) => JSON.parse(line) as { decisionId: string; request: unknown; erased: string[] },
    );
    expect(parsed.map(({ decisionId }) => decisionId)).toStrictEqual(
      recorded.map(({ decision_id }) => decision_id),
    );
    expect(lines.every((line) => line.includes('12345678901234567890'))).toBe(true);
    expect(parsed[1]?.request).toStrictEqual(JSON.parse(recorded[1]?.request ?? ''));
    expect(parsed.map(({ erased }) => erased.length).slice(0, 2)).toStrictEqual([1, 0]);
  });

  it('has those of a time alone, also when there are none, and takes the place of no file', async () => {
    const half = new Date(
      Number.parseInt((recorded[2000]?.decision_id ?? '').replaceAll('-', '').slice(0, 12), 16),
    );
    const first = await exported('first.ndjson', 'ndjson', { to: half });
    const second = await exported('second.parquet', 'parquet', { from: half });
    expect(first.rows + second.rows).toBe(recorded.length);
    expect(first.rows).toBeGreaterThan(0);
    expect(String(second.first) > String(first.last)).toBe(true);
    const none = await exported('none.parquet', 'parquet', { to: new Date(0) });
    expect(none).toMatchObject({ rows: 0, first: null });
    await expect(
      parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'none.parquet')) }),
    ).resolves.toStrictEqual([]);
    await expect(exported('none.parquet', 'parquet')).rejects.toThrow('is there already');
  });
});
