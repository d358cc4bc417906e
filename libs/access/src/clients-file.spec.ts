import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientsFileError, ClientsFileOpenError, localClients, readClientsFile } from './clients-file.js';

describe('the clients of one machine', () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'acgs-clients-'));
  });

  afterEach(async () => {
    await rm(home, { recursive: true, force: true });
  });

  it('are made once, one for each way of using the installation', async () => {
    const clients = await localClients(home);
    const shown = clients.map(({ id, tenant, roles, permissions }) => [id, tenant, roles, permissions]);
    expect(shown).toStrictEqual([
      ['admin', 'default', ['admin'], ['policies:activate-own']],
      ['author', 'default', ['author'], []],
      ['approver', 'default', ['approver'], []],
      ['demo-agent', 'default', ['agent'], []],
      ['auditor', 'default', ['auditor'], []],
      ['platform', 'default', ['agent'], ['decisions:on-behalf']],
      ['governance-engine', 'default', [], ['constitution:read', 'log:read', 'log:any-tenant']],
      ['ec-service', 'default', [], expect.arrayContaining(['policies:propose', 'tenants:any'])],
    ]);
    expect(await localClients(home)).toStrictEqual(clients);
    expect((await stat(join(home, 'clients.json'))).mode & 0o777).toBe(0o600);
  });

  it('have the permissions that they need by now, with the secrets of before, whoever was added', async () => {
    const path = join(home, 'clients.json');
    const secret = 's'.repeat(32);
    const earlier = [
      { id: 'governance-engine', secret, permissions: ['constitution:read', 'policies:read'] },
      { id: 'platform', secret, tenant: 'other', roles: ['agent'] },
      { id: 'ours', secret, roles: ['auditor'], permissions: ['log:witness'] },
    ];
    await writeFile(path, JSON.stringify({ clients: earlier }), { mode: 0o600 });
    expect(await localClients(home)).toMatchObject([
      {
        id: 'governance-engine',
        secret,
        tenant: 'default',
        roles: [],
        permissions: ['constitution:read', 'policies:read', 'log:read', 'log:any-tenant'],
      },
      { id: 'platform', secret, tenant: 'other', roles: ['agent'], permissions: [] },
      { id: 'ours', secret, tenant: 'default', roles: ['auditor'], permissions: ['log:witness'] },
      { id: 'ec-service', tenant: 'default', roles: [] },
    ]);
    expect(await localClients(home)).toStrictEqual(await localClients(home));
    expect(JSON.parse(await readFile(path, 'utf8'))).toStrictEqual({ clients: earlier });
    expect((await readClientsFile(path))[0]?.permissions).toStrictEqual([
      'constitution:read',
      'policies:read',
    ]);
  });

  it('have secrets of their own, of 32 random bytes', async () => {
    const clients = await localClients(home);
    const secrets = clients.map(({ secret }) => secret);
    expect(new Set(secrets).size).toBe(clients.length);
    expect(secrets.map((secret) => Buffer.from(secret, 'base64url').length)).toStrictEqual(
      clients.map(() => 32),
    );
  });

  it('are the same for all who make them at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => localClients(home)));
    expect(new Set(made.map((clients) => JSON.stringify(clients))).size).toBe(1);
  });

  const asker = { id: 'a', secret: 's'.repeat(32), roles: ['agent'], permissions: ['approvals:answer'] };

  it.each([
    '',
    '[]',
    '{"clients":{}}',
    '{"clients":[{"id":"a b","secret":"s"}]}',
    JSON.stringify({ clients: [asker] }),
  ])('are not read from %j', async (content) => {
    const path = join(home, 'clients.json');
    await writeFile(path, content, { mode: 0o600 });
    await expect(localClients(home)).rejects.toThrow(ClientsFileError);
    await expect(readClientsFile(path)).rejects.toThrow(path);
  });

  it.each([0o640, 0o604, 0o620, 0o644])(
    'are not read from the own file of an installation when its mode is %i and lets others at it',
    async (mode) => {
      const path = join(home, 'clients.json');
      await localClients(home);
      await chmod(path, mode);
      await expect(localClients(home)).rejects.toThrow(ClientsFileOpenError);
      await expect(localClients(home)).rejects.toThrow(`${path}: give it the mode 0600`);
      await expect(readClientsFile(path)).resolves.toHaveLength(8);
    },
  );

  it('are not read from a file that is not there', async () => {
    await expect(readClientsFile(join(home, 'none.json'))).rejects.toThrow(ClientsFileError);
  });
});
