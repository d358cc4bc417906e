import { type ClientWithSecret } from '@acgs/access';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { Decision } from '@acgs/contracts';
import { freePort } from '@acgs/database';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const START = join(import.meta.dirname, '..', '..', 'dist', 'tools', 'start.js');
const PORTS = ['API_GATEWAY', 'AUTH_SERVICE', 'CONSTITUTIONAL_CORE', 'GOVERNANCE_ENGINE', 'EC_SERVICE'];
const WORKERS = 2;

/** What a command of curl asks, taken apart as a shell would. */
function requestOf(command: string): Request {
  const [, url = ''] = /^curl -s (\S+)/.exec(command) ?? [];
  const headers = [...command.matchAll(/-H '([^:]+): ([^']+)'/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value],
  );
  const [, body = ''] = /-d '([^']+)'/.exec(command) ?? [];
  return new Request(url, { method: 'POST', headers: [...headers, ['Connection', 'close']], body });
}

describe('npm start in an empty folder', () => {
  let home: string;
  let gateway: string;
  let started: ChildProcess;
  let ended: Promise<unknown>;
  let said = '';

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'acgs-start-'));
    const ports = await Promise.all(PORTS.map(async (name) => [`${name}_PORT`, String(await freePort())]));
    const environment = Object.fromEntries(ports) as Record<string, string>;
    gateway = `http://127.0.0.1:${environment.API_GATEWAY_PORT ?? ''}`;
    started = spawn(process.execPath, [START], {
      env: {
        PATH: process.env.PATH,
        ...environment,
        ACGS_HOME: home,
        GOVERNANCE_ENGINE_WORKERS: String(WORKERS),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    ended = new Promise((resolve) => started.once('exit', resolve));
    started.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  });

  afterAll(async () => {
    started.kill('SIGTERM');
    await ended;
    await rm(home, { recursive: true, force: true });
  });

  it('has the clients and gives them tokens from the moment on when the gateway answers', async () => {
    const live = (): Promise<boolean> =>
      fetch(`${gateway}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await live())) await pause(2);
    const text = await readFile(join(home, 'clients.json'), 'utf8');
    const { clients } = JSON.parse(text) as { clients: ClientWithSecret[] };
    const admin = clients.find(({ id }) => id === 'admin');
    const answer = await fetch(`${gateway}/api/v1/oauth/token`, {
      method: 'POST',
      headers: {
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
        Authorization: `Basic ${Buffer.from(`admin:${admin?.secret ?? ''}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(answer.status).toBe(200);
  });

  it('has the rules in force, in every worker, when it prints the first decision', async () => {
    while (!said.includes('Ctrl-C stops everything.')) await pause(2);
    const command = said.slice(said.indexOf('curl -s')).replaceAll('\\\n', '');
    const answers = await Promise.all(
      Array.from({ length: 2 * WORKERS }, async () => {
        const response = await fetch(requestOf(command));
        return (await response.json()) as Decision;
      }),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({ outcome: 'deny', reasons: [{ rule: { id: 'P1' } }, {}] });
    }
  });

  it('ends with all its processes when it is told to', async () => {
    started.kill('SIGTERM');
    expect(await ended).toBe(0);
    await expect(fetch(`${gateway}/health/live`)).rejects.toThrow();
  });
});
