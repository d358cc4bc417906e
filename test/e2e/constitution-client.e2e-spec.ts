import { ServiceToken } from '@acgs/access';
import { ConstitutionClient } from '../../apps/governance-engine/src/rule-sets/constitution-client.js';
import { ScriptedUpstream } from '../support/scripted-upstream.js';

describe('the engine that reads a constitution', () => {
  let core: ScriptedUpstream;
  let tokens: ScriptedUpstream;
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
    const token = new ServiceToken({ tokenUrl: tokens.url, clientId: 'engine', clientSecret: 'secret' });
    client = new ConstitutionClient({ CONSTITUTIONAL_CORE_URL: core.url }, token);
  });

  afterEach(async () => {
    await Promise.all([core.close(), tokens.close()]);
  });

  it('takes a new token at once when the signing key was replaced', async () => {
    await expect(client.inForce()).resolves.toBeNull();
    accepted = 'Bearer t2';
    await expect(client.inForce()).resolves.toBeNull();
    await expect(client.inForce()).resolves.toBeNull();
    expect(authorizations).toStrictEqual(['Bearer t1', 'Bearer t1', 'Bearer t2', 'Bearer t2']);
  });

  it('asks once more, and not again, when the new token is refused too', async () => {
    accepted = 'none';
    await expect(client.version(1)).rejects.toThrow('constitutional-core answered 401');
    expect(authorizations).toStrictEqual(['Bearer t1', 'Bearer t2']);
  });
});
