import { LocalPostgres } from '@acgs/database';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { baseBackup, ownedLike } from './base-backup.js';

/** `pg_backup_stop` to the first WAL that the replica asks for: nothing of it may be gone. */
const PRIMARY = { wal_keep_size: '256MB' };
/** What a statement holds up is not waited for. */
const REPLICA = { max_standby_streaming_delay: '100ms' };
/** `serialization_failure`: also what ends a pause may be cancelled by what it lets through. */
const CONFLICT_WITH_RECOVERY = '40001';

/** A primary and a streaming replica of it, in folders of their own. */
export class ReplicatedPostgres {
  private constructor(
    private readonly folder: string,
    readonly primary: LocalPostgres,
    public replica: LocalPostgres,
  ) {}

  static async start(): Promise<ReplicatedPostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'acgs-replica-'));
    const primary = await LocalPostgres.open(join(folder, 'primary'), { settings: PRIMARY });
    const place = join(folder, 'replica');
    await baseBackup(primary.url, join(folder, 'primary'), place);
    const { username, password, port } = new URL(primary.url);
    const source = `host=127.0.0.1 port=${port} user=${username} password=${password}`;
    await appendFile(join(place, 'data', 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
    await writeFile(join(place, 'data', 'standby.signal'), '');
    await ownedLike(join(folder, 'primary'), place);
    const replica = await LocalPostgres.open(place, { settings: REPLICA });
    return new ReplicatedPostgres(folder, primary, replica);
  }

  onPrimary(statement: string): Promise<unknown> {
    return valueOf(this.primary.url, statement);
  }

  /** Once more while what the primary says takes away the rows that the statement sees. */
  async onReplica(statement: string): Promise<unknown> {
    for (;;) {
      try {
        return await valueOf(this.replica.url, statement);
      } catch (error) {
        if (!(error instanceof DatabaseError && error.code === CONFLICT_WITH_RECOVERY)) throw error;
      }
    }
  }

  /** What the primary says from now on is received, and does not show. */
  async pauseReplay(): Promise<void> {
    await this.onReplica('SELECT pg_wal_replay_pause()');
    while ((await this.onReplica('SELECT pg_get_wal_replay_pause_state()')) !== 'paused') await pause(10);
  }

  async resumeReplay(): Promise<void> {
    await this.onReplica('SELECT pg_wal_replay_resume()');
  }

  /** All that is committed now shows on the replica, also what did not wait for the disk: this transaction does. */
  async caughtUp(): Promise<void> {
    await this.onPrimary(`SELECT pg_logical_emit_message(true, 'test', 'flush')`);
    const position = String(await this.onPrimary('SELECT pg_current_wal_flush_lsn()'));
    while ((await this.onReplica(`SELECT pg_last_wal_replay_lsn() >= '${position}'`)) !== true)
      await pause(10);
  }

  /** At once, as when its machine goes: statements under way are lost. */
  async killReplica(): Promise<void> {
    const file = join(this.folder, 'replica', 'data', 'postmaster.pid');
    const [pid] = (await readFile(file, 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    while ((await readFile(file, 'utf8').catch(() => null)) !== null) await pause(10);
  }

  async restartReplica(): Promise<void> {
    const { port } = this.replica;
    this.replica = await LocalPostgres.open(join(this.folder, 'replica'), { settings: REPLICA, port });
  }

  async stop(): Promise<void> {
    await this.replica.stop();
    await this.primary.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function valueOf(url: string, statement: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}
