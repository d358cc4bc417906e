import { randomBytes } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { placeOf } from '../../tools/backup/installation-place.js';
import { seenHeadOf } from '../../tools/backup/log-check.js';
import { type Manifest, MANIFEST } from '../../tools/backup/manifest.js';
import { restoreBackup, type RestoreOptions, type Restored } from '../../tools/backup/restore-backup.js';
import { writeBackup } from '../../tools/backup/write-backup.js';
import { decisionPartitions } from '../support/decision-partitions.js';
import { contentsOf } from '../support/database-contents.js';
import { type ExportedLog, ExportedLog as Log } from '../support/exported-log.js';
import { fillInstallation } from '../support/filled-installation.js';
import { SteadyWriter } from '../support/steady-writer.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const ROWS = 50;

describe('a backup of an installation that goes on', () => {
  let folder: string;
  let source: TestDatabase;
  let client: Client;
  let log: ExportedLog;
  let writtenInAll: number;
  const targets: TestDatabase[] = [];

  const backUp = async (name: string, home = 'home', withoutKeys = false): Promise<Manifest> =>
    writeBackup({
      place: await placeOf({ ACGS_HOME: join(folder, home), DATABASE_URL: source.url }),
      folder: join(folder, name),
      program: 'test',
      withoutKeys,
      progress: () => undefined,
    });

  const restoreInto = async (
    { url }: TestDatabase,
    options: Partial<RestoreOptions> & { readonly home?: string } = {},
  ): Promise<Restored> => {
    const { home = await mkdtemp(join(folder, 'restored-')), ...others } = options;
    return restoreBackup({
      place: await placeOf({ ACGS_HOME: home, DATABASE_URL: url }),
      folder: join(folder, 'backup'),
      replace: false,
      seen: [],
      newLog: null,
      progress: () => undefined,
      ...others,
    });
  };

  const emptyDatabase = async (): Promise<TestDatabase> => {
    const target = await createTestDatabase();
    targets.push(target);
    return target;
  };

  /** A copy of the backup, to be spoilt. */
  const copyOfBackup = async (): Promise<string> => {
    const copy = await mkdtemp(join(folder, 'copy-'));
    await cp(join(folder, 'backup'), copy, { recursive: true });
    return copy;
  };

  const changeManifest = async (copy: string, change: (manifest: Manifest) => object): Promise<void> => {
    const manifest = JSON.parse(await readFile(join(copy, MANIFEST), 'utf8')) as Manifest;
    await writeFile(join(copy, MANIFEST), JSON.stringify({ ...manifest, ...change(manifest) }));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acgs-backup-'));
    source = await createTestDatabase();
    const dataSource = await openDataSource({ url: source.url, applicationName: 'test', poolSize: 2 });
    await decisionPartitions(dataSource).maintain(new Date());
    await dataSource.destroy();
    client = new Client({ connectionString: source.url });
    await client.connect();
    const keys = { integrity: randomBytes(32), auth: randomBytes(32) };
    log = await fillInstallation(client, ROWS, keys);
    await client.query('GRANT SELECT ON integrity_service.entries TO pg_monitor WITH GRANT OPTION');
    await client.query('GRANT USAGE ON SCHEMA integrity_service TO PUBLIC');
    for (const home of ['home', 'other-home']) {
      await mkdir(join(folder, home));
      const held = home === 'home' ? keys : { ...keys, auth: randomBytes(32) };
      for (const [name, key] of Object.entries(held))
        await writeFile(join(folder, home, `${name}.key`), `${key.toString('base64')}\n`, { mode: 0o600 });
    }
    const writer = new SteadyWriter(source.url);
    await writer.untilMore(10);
    await backUp('backup');
    await writer.untilMore(2);
    writtenInAll = await writer.stop();
  });

  afterAll(async () => {
    await client.end();
    for (const target of [source, ...targets]) await target.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('can be read by its owner alone, and appears whole', async () => {
    const entries = await readdir(join(folder, 'backup'), { recursive: true, withFileTypes: true });
    const modes = await Promise.all(
      entries.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).mode & 0o777),
    );
    expect([...new Set(modes)].sort()).toStrictEqual([0o600, 0o700]);
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toStrictEqual([]);
    await expect(backUp('backup')).rejects.toThrow('is not empty');
  });

  it('has every row, sequence, index, constraint, trigger, function and grant of its moment again', async () => {
    const target = await emptyDatabase();
    const restored = await restoreInto(target);
    expect(restored).toMatchObject({ aside: null, missingRoles: [], notRestored: [] });
    const found = new Map(await contentsOf(target.url));
    const number = [...found.values()].flat().filter((line) => line.includes(',writer,')).length;
    expect(number).toBeGreaterThanOrEqual(10);
    expect(number).toBeLessThan(writtenInAll);
    const expected = new Map(await contentsOf(source.url));
    const later = Array.from({ length: writtenInAll - number }, (_, place) =>
      SteadyWriter.idOf(number + place),
    );
    const isOfThen = (line: string): boolean => !later.some((id) => line.includes(id));
    const sequence = 'acgs.outbox_id_seq';
    const [reached = ''] = found.get(sequence) ?? [];
    const [reachedLater = ''] = expected.get(sequence) ?? [];
    const newest = Math.max(...(found.get('acgs.outbox') ?? []).map((row) => Number(row.split(',')[1])));
    expect(Number.parseInt(reached)).toBeGreaterThanOrEqual(newest);
    expect(Number.parseInt(reached)).toBeLessThan(Number.parseInt(reachedLater));
    expected.set(sequence, [reached]);
    expect([...found.keys()].sort()).toStrictEqual([...expected.keys()].sort());
    for (const [name, lines] of expected)
      expect({ name, lines: found.get(name) }).toStrictEqual({ name, lines: lines.filter(isOfThen) });
    const empty = [...found].filter(([, lines]) => lines.length === 0).map(([name]) => name);
    expect(empty.filter((name) => !name.startsWith('governance_engine.decisions_'))).toStrictEqual([]);
  });

  it('is refused when a file is not what was written, or the log not what was signed, and leaves nothing', async () => {
    const target = await emptyDatabase();
    const copy = await copyOfBackup();
    await appendFile(join(copy, 'tables', 'acgs.outbox.copy.gz'), ' ');
    await expect(restoreInto(target, { folder: copy })).rejects.toThrow(
      'tables/acgs.outbox.copy.gz is not what',
    );
    const forged = await copyOfBackup();
    const other = Log.of(log.entries.slice(0, -1), log.signer);
    const checkpoint = await other.checkpoint();
    const [, , root = ''] = checkpoint.split('\n');
    await changeManifest(forged, () => ({
      log: [{ tenant: 'default', size: other.entries.length, root, checkpoint }],
    }));
    await expect(restoreInto(target, { folder: forged })).rejects.toThrow('is not the one of the manifest');
    const newer = await copyOfBackup();
    await changeManifest(newer, ({ migrations }) => ({ migrations: [...migrations, 'Later1'] }));
    await expect(restoreInto(target, { folder: newer })).rejects.toThrow('is of a later version');
    const tables = (await contentsOf(target.url)).keys();
    expect([...tables].filter((name) => name.includes('.'))).toStrictEqual([]);
  });

  it('is refused without the key that opens what is sealed, and with another one', async () => {
    await expect(backUp('keyless', 'no-home')).rejects.toThrow('There is no key of INTEGRITY');
    await expect(backUp('keyless', 'other-home')).rejects.toThrow('is another key');
    await expect(backUp('keyless', 'no-home', true)).resolves.toMatchObject({ keys: 'elsewhere', files: [] });
    await expect(
      restoreInto(await emptyDatabase(), { folder: join(folder, 'keyless') }),
    ).resolves.toBeDefined();
  });

  it('takes the place of what is there when it is told to, and puts that aside', async () => {
    const target = await emptyDatabase();
    await restoreInto(target);
    const { rows } = await client.query<{ id: string }>('SELECT id FROM acgs.installation');
    await expect(restoreInto(target)).rejects.toThrow('has an installation already');
    const restored = await restoreInto(target, { replace: true });
    expect(restored.aside).toMatch(/^the schemas that end in _before_\d{17}$/);
    const contents = await contentsOf(target.url);
    expect(contents.get('acgs.installation')).toStrictEqual([`(${rows[0]?.id ?? ''})`]);
    const aside = [...contents].find(([name]) => /^acgs_before_\d+\.acgs_migrations$/.test(name));
    expect(aside?.[1]).toStrictEqual(contents.get('public.acgs_migrations'));
  });

  it('is refused where services are at work, and where files of another installation are', async () => {
    const target = await emptyDatabase();
    const service = new Client({ connectionString: target.url, application_name: 'governance-engine' });
    await service.connect();
    await expect(restoreInto(target)).rejects.toThrow('in use (governance-engine): stop the services');
    await service.end();
    await expect(restoreInto(target, { home: join(folder, 'other-home') })).rejects.toThrow(
      'auth.key is there already',
    );
  });

  it('is refused when the log would go on as a second history, and leaves the target as it was', async () => {
    const target = await emptyDatabase();
    const longer = Log.of([...log.entries, Buffer.from('{"later":true}')], log.signer);
    const other = Log.of([...log.entries.slice(1), Buffer.from('{}')], log.signer);
    const later = seenHeadOf(await longer.checkpoint());
    for (const seen of [later, seenHeadOf(await other.checkpoint())])
      await expect(restoreInto(target, { seen: [seen] })).rejects.toThrow('it would sign a second history');
    expect([...(await contentsOf(target.url)).keys()].filter((name) => name.includes('.'))).toStrictEqual([]);
    const earlier = Log.of(log.entries.slice(0, 7), log.signer);
    await expect(
      restoreInto(target, { seen: [seenHeadOf(await earlier.checkpoint())] }),
    ).resolves.toBeDefined();
    await expect(restoreInto(target, { seen: [later], replace: true })).rejects.toThrow('second history');
    expect((await contentsOf(target.url)).get('integrity_service.trees')).toHaveLength(1);
  });
});
