import { ServiceToken } from '@acgs/access';
import type { HttpClients } from '@acgs/http-client';
import { ConstitutionClient } from '../../apps/governance-engine/src/rule-sets/constitution-client.js';
import { httpClients } from '../support/http-clients.js';
import { ScriptedUpstream } from '../support/scripted-upstream.js';

describe('the engine that reads a constitution', () => {
  let core: ScriptedUpstream;
  let tokens: ScriptedUpstream;
  let clients: HttpClients;
  let client: ConstitutionClient;
  let authorizations: (string | undefined)[];
  let accepted: string;

  beforeEach(async () => {
    [core, tokens] = await Promise.all([ScriptedUpstream.start(), ScriptedUpstream.start()]);
    authorizations = [];
    accepted = 'Bearer t1';
    tokens.answer((_request, response) => {
      response.end(JSON.stringify({ access_token: `t${String(tokens.seen.length)}`, expires_in: 3600 }));
    });
    core.answer((request, response) => {
      authorizations.push(request.headers.authorization);
      response.writeHead(request.headers.authorization === accepted ? 404 : 401).end('{}');
    });
    clients = httpClients({ 'constitutional-core': { url: core.url }, 'auth-service': { url: tokens.url } });
    const authService = clients.of('auth-service');
    const token = new ServiceToken({ authService, clientId: 'engine', clientSecret: 'secret' });
    client = new ConstitutionClient(clients, token);
  });

  afterEach(async () => {
    await clients.onApplicationShutdown();
    await Promise.all([core.close(), tokens.close()]);
  });

  it('takes a new token at once when the signing key was replaced', async () => {
    await expect(client.inForce()).resolves.toBeNull();
    accepted = 'Bearer t2';
    await expect(client.inForce()).resolves.toBeNull();
    await expect(client.inForce()).resolves.toBeNull();
    expect(authorizations).toStrictEqual(['Bearer t1', 'Bearer t1', 'Bearer t2', 'Bearer t2']);
  });

  it('asks past every cache on the way', async () => {
    const asked: (string | undefined)[] = [];
    core.answer((request, response) => {
      asked.push(request.headers['cache-control']);
      response.writeHead(404).end('{}');
    });
    await client.inForce();
    expect(asked).toStrictEqual(['no-cache']);
  });

  it.each([
    ['an error', 500, '{}', 'constitutional-core answered 500'],
    ['what is not JSON', 200, '{', 'constitutional-core answered in an unknown form'],
    ['what is no constitution', 200, '{}', 'constitutional-core answered in an unknown form'],
  ])('believes no answer that is %s', async (_, status, body, message) => {
    core.answer((_request, response) => response.writeHead(status).end(body));
    await expect(client.inForce()).rejects.toThrow(message);
  });

  it('asks once more, and not again, when the new token is refused too', async () => {
    accepted = 'none';
    await expect(client.version(1)).rejects.toThrow('constitutional-core answered 401');
    expect(authorizations).toStrictEqual(['Bearer t1', 'Bearer t2']);
  });
});
