import { type ClientWithSecret } from '@acgs/access';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { AgentWithSecret, Decision, NewApiKey } from '@acgs/contracts';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiClient } from '../../tools/installation/api-client.js';
import { FormBrowser } from '../support/form-browser.js';
import { evaluationRequest } from '../support/governed.js';
import { inHours } from '../support/identities.js';
import { PASSWORD } from '../support/people.js';
import { StartedProject } from '../support/started-project.js';

const EMAIL = 'ada@example.com';
const WRONG = 'nobody has this password';
const ACCOUNT = '/api/v1/auth/account';
const hashed = { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH };
const SIGN_IN = '/api/v1/auth/sign-in';

/** Everything in the folder that nobody else may know: secrets of clients, and the lines of keys. */
async function secretsIn(home: string): Promise<string[]> {
  const text = await readFile(join(home, 'clients.json'), 'utf8');
  const { clients } = JSON.parse(text) as { clients: ClientWithSecret[] };
  const names = (await readdir(home)).filter((name) => name.endsWith('.key'));
  const keys = await Promise.all(names.map((name) => readFile(join(home, name), 'utf8')));
  return [...clients.map(({ secret }) => secret), ...keys.flatMap((key) => key.trim().split('\n'))].filter(
    (secret) => secret !== '',
  );
}

describe('the logs of all services at their most talkative', () => {
  let project: StartedProject;
  let admin: ApiClient;
  const secrets: string[] = [];

  beforeAll(async () => {
    project = await StartedProject.start({ LOG_LEVEL: 'trace' });
    await project.ready();
    admin = await ApiClient.login(project.url, project.home, 'admin');
    secrets.push(admin.token, ...(await secretsIn(project.home)));
  });

  afterAll(() => project.stop());

  const post = (
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> =>
    fetch(`${project.url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        ...hashed,
        Authorization: `Bearer ${admin.token}`,
        'Content-Type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });

  async function invitation(): Promise<URL> {
    const folder = join(project.home, 'mail');
    for (;;) {
      const [name] = await readdir(folder).catch(() => []);
      const mail = name === undefined ? '' : await readFile(join(folder, name), 'utf8');
      const [link] =
        /https?:\/\/\S+\?token=\S+/.exec(mail.replaceAll('=\r\n', '').replaceAll('=3D', '=')) ?? [];
      if (link !== undefined) return new URL(link);
      await pause(50);
    }
  }

  /** Each service says it when its answer has left, which may be after the answer is here. */
  async function answersTo(requestId: string, count: number): Promise<Record<string, unknown>[]> {
    for (;;) {
      const whole = project.said.split('\n').slice(0, -1);
      const lines = whole.filter((line) => line.includes(`"requestId":"${requestId}"`));
      if (lines.length >= count) return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      await pause(20);
    }
  }

  it('say who asked for what, and what became of it', async () => {
    const answer = await post('/decisions', evaluationRequest({ subject: 'admin' }), {
      'x-request-id': 'of-a-test',
    });
    const { decisionId } = (await answer.json()) as Decision;
    const answered = await answersTo('of-a-test', 2);
    expect(answered.map(({ service }) => service).sort()).toStrictEqual(['api-gateway', 'governance-engine']);
    expect(answered.find(({ service }) => service === 'governance-engine')).toMatchObject({
      msg: 'answered',
      method: 'POST',
      route: '/api/v1/decisions',
      status: 200,
      tenant: 'default',
      subject: 'admin',
      decisionIds: [decisionId],
    });
  });

  it('are told secrets of every kind, right ones and wrong ones, and keep none', async () => {
    await useAgent();
    await usePerson();
    await useWrongSecrets();
    expect(secrets.length).toBeGreaterThan(20);
    expect(secrets.filter((secret) => secret.length < 10)).toStrictEqual([]);
    const left = new Set(secrets.filter((secret) => project.said.includes(secret)));
    expect([...left]).toStrictEqual([]);
  });

  async function useAgent(): Promise<void> {
    const registration = { name: 'Robot', purpose: 'Is told secrets', expiresAt: inHours(1) };
    const agent = (await admin.expect('POST', '/auth/agents', registration)) as AgentWithSecret;
    const draft = {
      name: 'Reader',
      permissions: ['constitution:read'],
      expiresAt: inHours(1),
      agentId: agent.id,
    };
    const { key } = (await admin.expect('POST', '/auth/api-keys', draft)) as NewApiKey;
    const read = await fetch(`${project.url}/api/v1/constitution/versions`, {
      headers: { ...hashed, Authorization: `Bearer ${key}` },
    });
    expect(read.status).toBe(200);
    secrets.push(agent.secret, key);
  }

  async function usePerson(): Promise<void> {
    expect((await post('/auth/invitations', { email: EMAIL, name: 'Ada', roles: [] })).status).toBe(201);
    const { origin, pathname, search, searchParams } = await invitation();
    const browser = new FormBrowser(origin);
    const form = await browser.open(pathname + search);
    await browser.submit(form, { fields: { password: PASSWORD, repeated: PASSWORD } });
    await browser.submit(await browser.open(SIGN_IN), { fields: { email: EMAIL, password: WRONG } });
    await browser.submit(await browser.open(SIGN_IN), { fields: { email: EMAIL, password: PASSWORD } });
    expect((await browser.open(ACCOUNT)).url.pathname).toBe(ACCOUNT);
    const cookies = [...browser.cookies.values()].map(({ value }) => value);
    secrets.push(searchParams.get('token') ?? '', PASSWORD, WRONG, ...cookies);
  }

  async function useWrongSecrets(): Promise<void> {
    const basic = Buffer.from('admin:not-the-secret').toString('base64');
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    const headers = { ...hashed, Authorization: `Basic ${basic}` };
    const refused = await fetch(`${project.url}/api/v1/oauth/token`, { method: 'POST', headers, body: form });
    expect(refused.status).toBe(401);
    expect((await post('/decisions', {}, { Authorization: 'Bearer not-a-token-at-all' })).status).toBe(401);
    secrets.push(basic, 'not-the-secret', 'not-a-token-at-all');
  }
});
