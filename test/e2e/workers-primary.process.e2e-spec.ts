import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSocket, readToEnd } from '../support/raw-socket.js';
import { listen } from '../support/listening.js';
import { allGone, BuiltService, workersOf } from '../support/built-service.js';

const NOWHERE = 'http://127.0.0.1:1';
const GATEWAY = {
  WORKERS: '2',
  AUTH_JWKS_URL: `${NOWHERE}/jwks.json`,
  AUTH_SERVICE_URL: NOWHERE,
  CONSTITUTIONAL_CORE_URL: NOWHERE,
  GOVERNANCE_ENGINE_URL: NOWHERE,
};

describe('a service of several workers', () => {
  const started: BuiltService[] = [];

  const start = (...[name, environment]: ConstructorParameters<typeof BuiltService>): BuiltService => {
    const service = new BuiltService(name, environment);
    started.push(service);
    return service;
  };

  const live = async (url: string): Promise<number> =>
    (await fetch(`${url}/health/live`, { headers: { connection: 'close' } })).status;

  afterEach(async () => {
    await Promise.all(started.splice(0).map((service) => service.destroy()));
  });

  it('has as many processes as are wanted on one port; on SIGTERM they answer what is on its way, and all end', async () => {
    const gateway = start('api-gateway', { ...GATEWAY, WORKERS: '3' });
    const url = await gateway.url();
    const workers = workersOf(gateway.pid);
    expect(workers).toHaveLength(3);
    expect(await Promise.all(Array.from({ length: 12 }, () => live(url)))).toStrictEqual(Array(12).fill(200));
    const socket = await openSocket(url);
    const answer = readToEnd(socket);
    socket.write('GET /health/live HTTP/1.1\r\n');
    gateway.kill('SIGTERM');
    socket.write('Host: test\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    await expect(gateway.ended).resolves.toBe(0);
    await allGone(workers);
    expect(gateway.errors).toBe('');
  });

  it('ends its workers when it is killed itself, and those answer first', async () => {
    const gateway = start('api-gateway', GATEWAY);
    const socket = await openSocket(await gateway.url());
    const workers = workersOf(gateway.pid);
    const answer = readToEnd(socket);
    socket.write('GET /health/live HTTP/1.1\r\n');
    gateway.kill('SIGKILL');
    await gateway.exited;
    socket.write('Host: test\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    await allGone(workers);
  });

  it('replaces workers that die, later and later when they die at once', async () => {
    const gateway = start('api-gateway', GATEWAY);
    const url = await gateway.url();
    for (let death = 1; death <= 3; death++) {
      while (workersOf(gateway.pid).length === 0) await pause(20);
      process.kill(workersOf(gateway.pid)[0]!, 'SIGKILL');
      await gateway.logged('a worker ended unasked (SIGKILL)', death);
    }
    const lines = await gateway.logged('a worker ended unasked (SIGKILL)', 3);
    expect(lines.map(({ waitMs }) => waitMs)).toStrictEqual([200, 400, 800]);
    await gateway.logged('a new worker serves');
    await expect(live(url)).resolves.toBe(200);
  });

  it('says once why it does not start', async () => {
    const blocker = await listen(createServer());
    const port = new URL(blocker.url).port;
    const faults = [
      start('api-gateway', { ...GATEWAY, WORKERS: '0' }),
      start('api-gateway', { ...GATEWAY, PORT: port }),
      start('constitutional-core', { WORKERS: '3', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }),
    ];
    const ends = await Promise.all(faults.map(async ({ ended }) => ended));
    await blocker.close();
    expect(ends).toStrictEqual([1, 1, 1]);
    expect(faults.map(({ errors }) => errors)).toStrictEqual([
      expect.stringMatching(/^api-gateway: The environment is not usable\. WORKERS: [^\n]+\n$/),
      expect.stringMatching(/^api-gateway: The port \d+ on 127\.0\.0\.1 is taken: [^\n]+\n$/),
      expect.stringMatching(/^constitutional-core: PostgreSQL at 127\.0\.0\.1:1 cannot be used [^\n]+\n$/),
    ]);
  });

  it('ends in the midst of a restart that waits for a worker to become ready', async () => {
    const gateway = start('api-gateway', GATEWAY);
    await gateway.url();
    gateway.kill('SIGHUP');
    await gateway.logged('the workers are replaced one by one');
    while (workersOf(gateway.pid).length < 3) await pause(20);
    const workers = workersOf(gateway.pid);
    gateway.kill('SIGTERM');
    await expect(gateway.ended).resolves.toBe(0);
    await allGone(workers);
  });

  it('leaves the PostgreSQL of its own to the primary, and warns of more connections than that takes', async () => {
    const home = await mkdtemp(join(tmpdir(), 'acgs-workers-'));
    const settings = {
      WORKERS: '2',
      ACGS_HOME: home,
      DATABASE_POOL_SIZE: '64',
      AUTH_JWKS_URL: GATEWAY.AUTH_JWKS_URL,
    };
    const core = start('constitutional-core', settings);
    const url = await core.url();
    await core.logged('may open 198 connections, and PostgreSQL takes 197');
    process.kill(workersOf(core.pid)[0]!, 'SIGTERM');
    await core.logged('a new worker serves');
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const lock = join(home, 'postgres', 'data', 'postmaster.pid');
    expect(existsSync(lock)).toBe(true);
    core.kill('SIGTERM');
    await expect(core.ended).resolves.toBe(0);
    expect(existsSync(lock)).toBe(false);
    await rm(home, { recursive: true });
  });

  it('is one process with one worker, which SIGHUP leaves alone', async () => {
    const gateway = start('api-gateway', { ...GATEWAY, WORKERS: '1' });
    const url = await gateway.url();
    expect(workersOf(gateway.pid)).toStrictEqual([]);
    gateway.kill('SIGHUP');
    await gateway.logged('set WORKERS to 2 or more');
    await expect(live(url)).resolves.toBe(200);
    gateway.kill('SIGTERM');
    await expect(gateway.ended).resolves.toBe(0);
  });
});
