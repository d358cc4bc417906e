import { StaleReads } from '@acgs/database';
import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { QueryMonitor } from '../../libs/database/src/query-monitor.js';
import { Replica } from '../../libs/database/src/replica/replica.js';
import { ReplicatedPostgres } from '../support/replicated-postgres.js';
import { createTestDatabase } from '../support/test-database.js';

/** Nothing that a slow machine does takes as long. */
const NO_BOUND = 600_000;
const SHORT_BOUND = 1000;

const AWAY = /^reads go to the primary: the replica 127\.0\.0\.1:\d+ does not answer/;
const WHO = 'SELECT pg_is_in_recovery() AS replica, (SELECT count(*)::int FROM seen) AS seen';
interface Who {
  readonly replica: boolean;
  readonly seen: number;
}

/** A service's reads that may be behind, and what it was told of them. */
class Reads {
  readonly failures: string[] = [];
  readonly answered: string[] = [];
  readonly stale: StaleReads;

  constructor(
    primary: DataSource,
    readonly replica: Replica,
  ) {
    this.stale = new StaleReads(primary, replica, {
      answered: (_, server) => this.answered.push(server),
      failed: (read) => this.failures.push(read),
    });
    this.stale.onApplicationBootstrap();
  }

  async who(): Promise<Who> {
    const [row] = await this.stale.query<Who>('test.who', WHO, []);
    return row!;
  }

  /** Asks until it is so. */
  async until(isSo: (who: Who) => boolean): Promise<Who> {
    for (;;) {
      const who = await this.who();
      if (isSo(who)) return who;
      await pause(20);
    }
  }
}

describe('reads that may be behind, with a streaming replica', () => {
  let servers: ReplicatedPostgres;
  let primary: DataSource;
  const opened: Reads[] = [];
  const lines: string[] = [];

  const reads = (maxLagMilliseconds: number, url = servers.replica.url, of = servers.primary.url): Reads => {
    const replica = new Replica({
      url,
      primaryUrl: of,
      maxLagMilliseconds,
      applicationName: 'test',
      poolSize: 5,
      statementMilliseconds: 5000,
      connectionLifetimeSeconds: 3600,
      monitor: new QueryMonitor(10_000, { read: () => Promise.resolve(null) }),
    });
    const made = new Reads(primary, replica);
    opened.push(made);
    return made;
  };

  beforeAll(async () => {
    const keep = (line: string): number => lines.push(line);
    Logger.overrideLogger({ log: keep, warn: keep, error: keep });
    servers = await ReplicatedPostgres.start();
    primary = await openDataSource({
      url: servers.primary.url,
      poolSize: 10,
      applicationName: 'test',
      statementMilliseconds: 5000,
    });
    await primary.query('CREATE TABLE seen (number integer)');
    await servers.caughtUp();
  });

  afterEach(async () => {
    for (const { stale } of opened.splice(0)) await stale.onApplicationShutdown();
  });

  afterAll(async () => {
    await primary.destroy();
    await servers.stop();
  });

  it('come from the replica, however long nothing was committed', async () => {
    const { stale, until } = bound(reads(SHORT_BOUND));
    await until(({ replica }) => replica);
    const QUIET = `SELECT pg_is_in_recovery() AS replica, now() - pg_last_xact_replay_timestamp() > '2 s' AS quiet`;
    for (;;) {
      const [row] = await stale.query<{ replica: boolean; quiet: boolean | null }>('test.quiet', QUIET, []);
      if (row?.replica === true && row.quiet === true) break;
      await pause(20);
    }
    expect(await until(({ replica }) => replica)).toStrictEqual({ replica: true, seen: 0 });
  });

  it('are behind within the bound, are the primary’s beyond it, and whoever asks the primary is never behind', async () => {
    const patient = reads(NO_BOUND);
    const strict = reads(SHORT_BOUND);
    await patient.until(({ replica }) => replica);
    await strict.until(({ replica }) => replica);
    await servers.pauseReplay();
    const { seen } = await patient.who();
    await primary.query('INSERT INTO seen VALUES (1)');
    expect(await patient.who()).toStrictEqual({ replica: true, seen });
    expect(await primary.query(WHO)).toStrictEqual([{ replica: false, seen: seen + 1 }]);
    expect(await strict.until(({ replica }) => !replica)).toStrictEqual({ replica: false, seen: seen + 1 });
    expect(strict.replica.watch.lagMilliseconds).toBeGreaterThan(SHORT_BOUND);
    expect(patient.stale.lend('test.lent')).toMatchObject({ url: servers.replica.url });
    expect(strict.stale.lend('test.lent')).toBeNull();
    await servers.resumeReplay();
    expect(await strict.until(({ replica }) => replica)).toStrictEqual({ replica: true, seen: seen + 1 });
  });

  it('are asked of the primary when the replica has not all that they need', async () => {
    const { stale, until, failures } = bound(reads(NO_BOUND));
    await until(({ replica }) => replica);
    await servers.pauseReplay();
    await primary.query('CREATE TABLE new_here (number integer)');
    await primary.query('INSERT INTO new_here VALUES (7)');
    expect(await stale.query('test.new', 'SELECT number FROM new_here', [])).toStrictEqual([{ number: 7 }]);
    expect(failures).toStrictEqual(['test.new']);
    await primary.query('INSERT INTO seen VALUES (2)');
    const text = 'SELECT number FROM seen WHERE number = $1';
    expect(await stale.query('test.part', text, [2])).toStrictEqual([]);
    const isWhole = (rows: readonly unknown[]): boolean => rows.length === 1;
    expect(await stale.query('test.whole', text, [2], isWhole)).toStrictEqual([{ number: 2 }]);
    await servers.resumeReplay();
  });

  it('are asked of the primary when the replay cancels them', async () => {
    const { stale, until, failures } = bound(reads(NO_BOUND));
    await until(({ replica }) => replica);
    await primary.query('CREATE TABLE in_the_way AS SELECT 1 AS number');
    await servers.caughtUp();
    const slow = `SELECT number, CASE WHEN pg_is_in_recovery() THEN pg_sleep(4)::text END AS slept FROM in_the_way`;
    const reading = stale.query('test.conflict', slow, []);
    const running = `SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE 'SELECT number, CASE%'`;
    while ((await servers.onReplica(running)) !== 1) await pause(10);
    await primary.query('TRUNCATE in_the_way');
    expect(await reading).toStrictEqual([]);
    expect(failures).toStrictEqual(['test.conflict']);
    const conflicts = 'SELECT sum(confl_lock)::int FROM pg_stat_database_conflicts';
    expect(await servers.onReplica(conflicts)).toBe(1);
    expect(await until(({ replica }) => replica)).toMatchObject({ replica: true });
  });

  it('never fail when the replica is killed under load, and come from it again when it is back', async () => {
    const loaded = reads(SHORT_BOUND);
    await loaded.until(({ replica }) => replica);
    let isOver = false;
    const reader = async (): Promise<number> => {
      let count = 0;
      for (; !isOver; count++) await loaded.who();
      return count;
    };
    const readers = Array.from({ length: 8 }, reader);
    const before = loaded.answered.length;
    lines.length = 0;
    while (loaded.answered.length < before + 50) await pause(5);
    await servers.killReplica();
    await loaded.until(({ replica }) => !replica);
    const after = loaded.answered.length;
    while (loaded.answered.length < after + 50) await pause(5);
    isOver = true;
    for (const count of await Promise.all(readers)) expect(count).toBeGreaterThan(0);
    expect(loaded.replica.watch.fault).not.toBeNull();
    while (!lines.some((line) => AWAY.test(line))) await pause(20);
    await servers.restartReplica();
    await loaded.until(({ replica }) => replica);
    const told = lines.join('\n');
    expect(lines.at(-1)).toMatch(
      /^reads that may be behind go to the replica 127\.0\.0\.1:\d+, \d+\.\d s behind$/,
    );
    expect(told).not.toContain(new URL(servers.replica.url).password);
  });

  it('never go to the replica of another server, to another database of it, or to a primary', async () => {
    const another = await createTestDatabase();
    const elsewhere = new URL(servers.replica.url);
    elsewhere.pathname = '/template1';
    const refused = [
      reads(NO_BOUND, servers.replica.url, another.url),
      reads(NO_BOUND, elsewhere.href),
      reads(NO_BOUND, servers.primary.url),
      reads(NO_BOUND, 'postgres://127.0.0.1:1/postgres'),
    ];
    const good = reads(NO_BOUND);
    for (const { replica } of refused) while (replica.watch.fault === 'is not known yet') await pause(10);
    await good.until(({ replica }) => replica);
    for (const { replica } of refused) expect(replica.watch.completeTo()).toBeNull();
    expect(refused.map(({ replica }) => replica.watch.fault)).toStrictEqual([
      'is a replica of another server',
      'is the database template1, not postgres',
      'is no replica (any more): it takes writes',
      expect.stringMatching(/^does not answer \(.*ECONNREFUSED/),
    ]);
    for (const each of refused) expect(await each.who()).toMatchObject({ replica: false });
    await another.drop();
  });

  // The last one: there is no way back.
  it('never go to a replica that was promoted', async () => {
    const { until, replica: promoted } = bound(reads(NO_BOUND));
    await until(({ replica }) => replica);
    await servers.onReplica('SELECT pg_promote()');
    await servers.onReplica('INSERT INTO seen SELECT 3 FROM generate_series(1, 1000)');
    while (promoted.watch.completeTo() !== null) await pause(20);
    expect(promoted.watch.fault).toMatch(/takes writes/);
    expect((await until(() => true)).seen).toBeLessThan(1000);
  });
});

/** To be taken apart. */
const bound = (reads: Reads): Pick<Reads, 'stale' | 'failures' | 'until' | 'replica'> => ({
  stale: reads.stale,
  failures: reads.failures,
  replica: reads.replica,
  until: (isSo) => reads.until(isSo),
});
