import type { OAuthClient } from '@acgs/contracts';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { loadConfiguration, type RunningService, startService } from '@acgs/service';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AUTH_SERVICE } from '../../apps/auth-service/src/auth-service.definition.js';
import { askForToken } from '../support/identities.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { callClients, registerClient } from '../support/oauth-clients.js';

const newSecret = (): string => randomBytes(32).toString('base64url');

describe('clients of the clients file, and those that were registered', () => {
  let installation: Installation;
  let next: RunningService | null;

  beforeEach(async () => {
    installation = await startInstallation();
    next = null;
  });

  afterEach(async () => {
    await next?.close();
    await installation.close();
  });

  /** auth-service once more, with another file. */
  async function startWith(clients: readonly object[]): Promise<void> {
    await next?.close();
    const file = join(installation.home, 'next.json');
    await writeFile(file, JSON.stringify({ clients }));
    const environment = { ...installation.environment, PORT: '0', AUTH_CLIENTS_FILE: file };
    next = await startService(AUTH_SERVICE, loadConfiguration(AUTH_SERVICE.variables, environment));
  }

  /** At the service that was started last. */
  async function callNext(method: string, path: string): Promise<{ status: number; body: OAuthClient }> {
    const response = await fetch(`${String(next?.url)}/api/v1/auth/clients${path}`, {
      method,
      headers: {
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
        Authorization: `Bearer ${await installation.token('admin')}`,
      },
    });
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text === '' ? '{}' : text) as OAuthClient };
  }

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    callClients(installation, method, path, body === undefined ? {} : { body });

  it('are changed in the file alone while it names them', async () => {
    expect((await call('GET', '/author')).body).toMatchObject({
      id: 'author',
      roles: ['author'],
      inFile: true,
    });
    expect((await call('PATCH', '/author', { roles: [] })).status).toBe(409);
    expect((await call('POST', '/author/secret')).status).toBe(409);
    expect((await call('DELETE', '/author')).status).toBe(409);
    await expect(installation.token('author')).resolves.toEqual(expect.any(String));
  });

  it('stay as they were registered when the service is started again', async () => {
    const { secret, ...client } = await registerClient(installation);
    await startWith([{ id: 'planner', secret: newSecret(), roles: ['agent'] }]);
    expect((await callNext('GET', `/${client.id}`)).body).toStrictEqual(client);
    expect((await askForToken(installation, { id: client.id, secret })).status).toBe(200);
  });

  it('are as deleted when the file that does not name them any more is read again', async () => {
    const secret = newSecret();
    await startWith([{ id: 'planner', secret, roles: ['agent'] }]);
    expect((await callNext('DELETE', '/planner')).status).toBe(409);
    await startWith([]);
    expect((await callNext('GET', '/planner')).body).toMatchObject({ inFile: false });
    expect((await askForToken(installation, { id: 'planner', secret })).status).toBe(200);
    expect((await callNext('DELETE', '/planner')).status).toBe(204);
    await startWith([]);
    expect((await callNext('GET', '/planner')).status).toBe(404);
    expect((await askForToken(installation, { id: 'planner', secret })).status).toBe(401);
  });

  it('are what the file says from the start on at which it names one that was registered', async () => {
    const { id, secret: old } = await registerClient(installation);
    const secret = newSecret();
    await startWith([{ id, secret, roles: ['auditor'] }]);
    expect((await callNext('GET', `/${id}`)).body).toMatchObject({ roles: ['auditor'], inFile: true });
    expect((await callNext('DELETE', `/${id}`)).status).toBe(409);
    expect((await askForToken(installation, { id, secret: old })).status).toBe(401);
    expect((await askForToken(installation, { id, secret })).status).toBe(200);
  });
});
