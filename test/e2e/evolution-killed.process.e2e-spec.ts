import { LocalPostgres, StaleReads } from '@acgs/database';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { RunsRepository } from '../../apps/ec-service/src/runs/runs.repository.js';
import { openDataSource } from '../../libs/database/src/data-source.js';
import { BuiltService } from '../support/built-service.js';
import { newRun } from '../support/evolution-evidence.js';

const NOWHERE = 'http://127.0.0.1:1';
const SIZE = { count: 600, budget: { population: 40, generations: 24 } };
/** Field 19 of `/proc/PID/task/TID/stat`, counted after the name, which may have spaces. */
const NICE_FIELD = 16;

async function niceOfThreads(pid: number): Promise<Map<number, number>> {
  const threads = await readdir(`/proc/${String(pid)}/task`);
  const entries = threads.map(async (thread): Promise<[number, number]> => {
    const stat = await readFile(`/proc/${String(pid)}/task/${thread}/stat`, 'utf8').catch(() => '');
    return [Number(thread), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[NICE_FIELD])];
  });
  return new Map(await Promise.all(entries));
}

interface Result {
  readonly front: readonly unknown[];
  readonly hypervolume: number;
}

describe('a run whose process is killed', () => {
  const started: BuiltService[] = [];
  let home: string;
  let postgres: LocalPostgres;
  let database: DataSource;
  let undisturbed: Result;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'acgs-evolution-'));
    postgres = await LocalPostgres.open(join(home, 'postgres'), {});
    database = await openDataSource({ url: postgres.url, poolSize: 2, applicationName: 'test' });
    const id = await begin('undisturbed');
    const service = start(1);
    await until(id);
    undisturbed = await resultOf(id);
    service.kill('SIGTERM');
    await service.ended;
  });

  afterAll(async () => {
    await Promise.all(started.map((service) => service.destroy()));
    await database.destroy();
    await postgres.stop();
    await rm(home, { recursive: true, force: true });
  });

  function start(threads: number): BuiltService {
    const service = new BuiltService('ec-service', {
      ACGS_HOME: home,
      DATABASE_URL: postgres.url,
      DATABASE_POOL_SIZE: '5',
      LOG_LEVEL: 'error',
      EVOLUTION_THREADS: String(threads),
      AUTH_JWKS_URL: `${NOWHERE}/jwks.json`,
      AUTH_SERVICE_URL: NOWHERE,
      GOVERNANCE_ENGINE_URL: NOWHERE,
    });
    started.push(service);
    return service;
  }

  async function begin(tenant: string): Promise<string> {
    const { run, cases } = newRun(tenant, SIZE);
    await new RunsRepository(database, new StaleReads(database)).insert(run, cases);
    return run.id;
  }

  /** Resolves when it is complete, or has come so far. */
  async function until(id: string, generation = Number.POSITIVE_INFINITY): Promise<void> {
    for (;;) {
      const [row] = await database.query<{ status: string; generation: number; failure: string | null }[]>(
        'SELECT status, generation, failure FROM ec_service.runs WHERE id = $1',
        [id],
      );
      if (row?.status === 'failed') throw new Error(String(row.failure));
      if (row?.status === 'completed' || (row?.generation ?? 0) >= generation) return;
      await pause(2);
    }
  }

  /** All that it has found, without the ids of the run. */
  async function resultOf(id: string): Promise<Result> {
    const [row] = await database.query<Result[]>(
      `SELECT search, front, hypervolume, evaluated,
         (SELECT json_agg(json_build_array(id, place, settings, training, held_out, warnings, outcomes) ORDER BY place)
          FROM ec_service.candidates WHERE run_id = runs.id) AS candidates,
         (SELECT json_agg(json_build_array(generation, front, hypervolume, evaluated) ORDER BY generation)
          FROM ec_service.generations WHERE run_id = runs.id) AS generations
       FROM ec_service.runs WHERE id = $1`,
      [id],
    );
    if (row === undefined) throw new Error(`there is no run ${id}`);
    return row;
  }

  it('ends as one that was not, however often it is, and whatever the number of threads', async () => {
    const id = await begin('killed');
    for (const [threads, generation] of [
      [3, 1],
      [1, 16],
    ] as const) {
      const service = start(threads);
      await until(id, generation);
      service.kill('SIGKILL');
      await service.exited;
      // As if the time of its lease had passed.
      await database.query('UPDATE ec_service.runs SET lease_until = now() WHERE id = $1', [id]);
    }
    start(2);
    await until(id);
    expect(await resultOf(id)).toStrictEqual(undisturbed);
    const { front, hypervolume } = undisturbed;
    expect(front.length).toBeGreaterThan(10);
    expect(hypervolume).toBeGreaterThan(0.5);
  });

  it('is searched by two processes at once, and nothing is doubled or lost', async () => {
    const ids = await Promise.all(['left', 'right', 'middle'].map(begin));
    const services = [start(1), start(2)];
    for (const id of ids) {
      await until(id);
      expect(await resultOf(id)).toStrictEqual(undisturbed);
    }
    expect(services.map(({ errors }) => errors)).toStrictEqual(['', '']);
  });

  it('leaves the processor to those who answer requests', async () => {
    const id = await begin('nice');
    await until(id, 1);
    const alive = started.slice(-3);
    const nice = await Promise.all(alive.map(({ pid }) => niceOfThreads(pid)));
    expect(alive.map(({ pid }, at) => nice[at]?.get(pid))).toStrictEqual(alive.map(() => getPriority()));
    expect(nice.flatMap((threads) => [...threads.values()])).toContain(19);
    await until(id);
  });
});
