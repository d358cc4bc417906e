import { LocalPostgres } from '@acgs/database';
import { execFile } from 'node:child_process';
import { appendFile, chown, cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { placeOf } from '../../tools/backup/installation-place.js';
import { seenHeadOf } from '../../tools/backup/log-check.js';
import { restoreBackup, type RestoreOptions, type Restored } from '../../tools/backup/restore-backup.js';
import { writeBackup } from '../../tools/backup/write-backup.js';
import { baseBackup, ownedLike } from '../support/base-backup.js';
import { type Contents, contentsOf } from '../support/database-contents.js';
import { startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

const run = promisify(execFile);

/** A server whose WAL is archived, as docs/backup.md sets one up. */
class ArchivedServer {
  private constructor(
    readonly folder: string,
    readonly server: LocalPostgres,
    readonly archive: string,
  ) {}

  /** Of the server. */
  get own(): string {
    return join(this.folder, 'postgres');
  }

  static async start(folder: string): Promise<ArchivedServer> {
    const archive = join(folder, 'archive');
    await mkdir(archive, { mode: 0o700 });
    const first = await LocalPostgres.open(join(folder, 'postgres'));
    const { uid, gid } = await stat(join(folder, 'postgres', 'data'));
    await chown(archive, uid, gid);
    await on(first.url, `ALTER SYSTEM SET archive_mode = on`);
    await on(
      first.url,
      `ALTER SYSTEM SET archive_command = 'test ! -f ${archive}/%f && cp %p ${archive}/%f.part && mv ${archive}/%f.part ${archive}/%f'`,
    );
    await first.stop();
    return new ArchivedServer(folder, await LocalPostgres.open(join(folder, 'postgres')), archive);
  }

  /** A server that has replayed the archive up to the target, and goes on from there. */
  async recoveredTo(base: string, folder: string, target: string): Promise<LocalPostgres> {
    await run('cp', ['-a', base, folder]);
    const settings = [
      `restore_command = 'cp ${this.archive}/%f %p'`,
      target,
      `recovery_target_action = 'promote'`,
      `archive_mode = off`,
    ];
    await appendFile(join(folder, 'data', 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
    await writeFile(join(folder, 'data', 'recovery.signal'), '');
    await ownedLike(this.own, folder);
    const server = await LocalPostgres.open(folder);
    while ((await on(server.url, 'SELECT pg_is_in_recovery()')) === true) await pause(50);
    return server;
  }

  async untilArchived(): Promise<void> {
    const segment = await on(this.server.url, 'SELECT pg_walfile_name(pg_switch_wal())');
    const last =
      'SELECT coalesce(last_archived_wal, $$$$) >= $$' + String(segment) + '$$ FROM pg_stat_archiver';
    while ((await on(this.server.url, last)) !== true) await pause(50);
  }
}

const numberIn = (lines: readonly string[] = []): number => Number.parseInt(lines[0] ?? '');

/** Runs one statement and gives its only value. */
async function on(url: string, statement: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
  await client.end();
  return rows[0]?.[0];
}

describe('back to a moment, by a base backup and the archived WAL', () => {
  let folder: string;
  let archived: ArchivedServer;
  let installation: Installation;
  let then: Contents;
  let target: { readonly lsn: string; readonly time: string };
  let laterCheckpoint: string;
  const servers: LocalPostgres[] = [];

  /** Once nothing writes any more: leaves and all else that follows from a decision are there. */
  const settled = async (): Promise<Contents> => {
    for (let last = await contentsOf(archived.server.url); ;) {
      await pause(500);
      const next = await contentsOf(archived.server.url);
      if (JSON.stringify([...next]) === JSON.stringify([...last])) return next;
      last = next;
    }
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acgs-moment-'));
    archived = await ArchivedServer.start(folder);
    const database = { url: archived.server.url, drop: (): Promise<void> => Promise.resolve() };
    installation = await startGoverned({}, ['integrity-service'], database);
    const log = new LogReader(installation);
    const decide = async (): Promise<void> => {
      for (let count = 0; count < 5; count++) await log.receipt((await log.decide()).decisionId);
    };
    await decide();
    await baseBackup(archived.server.url, archived.own, join(folder, 'base'));
    await decide();
    then = await settled();
    target = {
      lsn: String(await on(archived.server.url, 'SELECT pg_current_wal_lsn()')),
      time: String(await on(archived.server.url, 'SELECT clock_timestamp()::text')),
    };
    await decide();
    laterCheckpoint = (await log.checkpoint()).note;
    await cp(installation.home, join(folder, 'home'), { recursive: true });
    await installation.close();
    await archived.untilArchived();
  });

  afterAll(async () => {
    for (const server of [archived.server, ...servers]) await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['lsn', 'time'] as const)('has what there was then, and nothing of later (by %s)', async (kind) => {
    const setting = `recovery_target_${kind} = '${target[kind]}'`;
    const server = await archived.recoveredTo(join(folder, 'base'), join(folder, kind), setting);
    servers.push(server);
    const found = await contentsOf(server.url);
    const exact = [...then].filter(([name]) => !name.endsWith('_seq'));
    for (const [name, lines] of exact)
      expect({ name, lines: found.get(name) }).toStrictEqual({ name, lines });
    // The WAL has sequences up to 32 numbers ahead.
    const ahead = [...then]
      .filter(([name]) => name.endsWith('_seq'))
      .map(([name, lines]) => numberIn(found.get(name)) - numberIn(lines));
    expect(ahead.filter((numbers) => !(numbers >= 0 && numbers <= 32))).toStrictEqual([]);
    expect([...found.keys()]).toStrictEqual([...then.keys()]);
  });

  it('leaves a log behind its checkpoints, which goes on under another name alone', async () => {
    const [server] = servers;
    const home = join(folder, 'home');
    const backup = join(folder, 'backup');
    const place = await placeOf({ ACGS_HOME: home, DATABASE_URL: server?.url });
    const options = { place, folder: backup, program: 'test', withoutKeys: false, progress: () => undefined };
    await writeBackup(options);
    const restore = (newLog: string | null): Promise<Restored> =>
      restoreBackup({
        ...options,
        replace: true,
        seen: [seenHeadOf(laterCheckpoint)],
        newLog,
      } satisfies RestoreOptions);
    await expect(restore(null)).rejects.toThrow('second history');
    await expect(restore('log.example/again')).resolves.toMatchObject({ notRestored: [] });
    const names = await on(
      server?.url ?? '',
      'SELECT string_agg(split_part(checkpoint, chr(10), 1), $$$$) FROM integrity_service.trees',
    );
    expect(names).toBe('log.example/again');
  });
});
