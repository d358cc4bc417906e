import type { RevocationKey } from '@acgs/access';
import { revokeTokens } from '@acgs/database';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';

const CONSTITUTION = '/api/v1/constitution/versions';

describe('a revoked token', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({
      services: ['constitutional-core', 'api-gateway'],
      env: { LOG_LEVEL: 'silent' },
    });
  });

  afterAll(async () => {
    await installation.close();
  });

  const revoke = (...keys: RevocationKey[]): Promise<void> =>
    installation
      .service('auth-service')
      .app.get(DataSource, { strict: false })
      .transaction((transaction) => revokeTokens(transaction, keys));

  const read = (token: string): Promise<Answer> =>
    installation.call('constitutional-core', 'GET', CONSTITUTION, { token });

  const becomes = async (status: number, ask: () => Promise<Answer>): Promise<Answer> => {
    for (;;) {
      const answer = await ask();
      if (answer.status === status) return answer;
      await pause(20);
    }
  };

  async function query(...texts: string[]): Promise<void> {
    const client = new Client({ connectionString: installation.database.url });
    await client.connect();
    for (const text of texts) await client.query(text);
    await client.end();
  }

  it.each<[string, Record<string, unknown>, RevocationKey]>([
    ['its subject', { sub: 'one' }, 'sub:one'],
    ['its client', { client_id: 'two' }, 'client:two'],
    ['its session, grant or API key', { gid: 'three' }, 'grant:three'],
    ['a delegation that it rests on', { dlg: ['none', 'four'] }, 'delegation:four'],
    ['one of its actors', { act: { sub: 'none', act: { sub: 'five' } } }, 'sub:five'],
    ['itself', { jti: 'six' }, 'token:six'],
  ])('is refused by %s in another service that has known it, and no other is', async (_, claims, key) => {
    const token = await installation.mint('author', claims);
    const another = await installation.mint('author', { jti: 'another' });
    expect([(await read(token)).status, (await read(another)).status]).toStrictEqual([200, 200]);
    await revoke(key);
    const { body, headers } = await becomes(401, () => read(token));
    expect(body).toMatchObject({ type: 'urn:acgs:problem:unauthenticated' });
    expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect((await read(another)).status).toBe(200);
  });

  it('is refused where the news got lost, and by a gateway, which has no database', async () => {
    const token = await installation.mint('author', { jti: 'unheard' });
    const ask = (): Promise<Answer> =>
      installation.call('api-gateway', 'POST', '/api/v1/batch', { token, body: {} });
    expect([(await read(token)).status, (await ask()).status]).toStrictEqual([200, 400]);
    const announcement = 'SELECT pg_notify($1, $2)';
    await installation
      .service('auth-service')
      .app.get(DataSource, { strict: false })
      .transaction((transaction) => {
        const silent = {
          query: (text: string, values: unknown[]) =>
            text === announcement ? Promise.resolve() : transaction.query(text, values),
        };
        return revokeTokens(silent as typeof transaction, ['token:unheard']);
      });
    await becomes(401, () => read(token));
    await becomes(401, ask);
  });

  it('of a client is refused by its age: a new one is good', async () => {
    const now = Math.floor(Date.now() / 1000);
    const [before, after] = [
      await installation.mint('author', { client_id: 'again', iat: now - 1 }),
      await installation.mint('author', { client_id: 'again', iat: now + 2 }),
    ];
    await revoke('client:again');
    await becomes(401, () => read(before));
    expect((await read(after)).status).toBe(200);
  });

  it('of a client is refused, too, when it was issued while its revocation waited for others', async () => {
    const database = installation.service('auth-service').app.get(DataSource, { strict: false });
    const runner = database.createQueryRunner();
    await runner.startTransaction();
    await runner.query('UPDATE acgs.revocation_revision SET revision = revision');
    const revoked = revoke('client:meanwhile');
    await pause(2000);
    const iat = Math.floor(Date.now() / 1000);
    const token = await installation.mint('author', { client_id: 'meanwhile', iat });
    expect((await read(token)).status).toBe(200);
    await runner.commitTransaction();
    await runner.release();
    await revoked;
    await becomes(401, () => read(token));
  });

  it('can be asked for by its hash alone, from a revision on', async () => {
    await revoke('token:seven', 'token:eight');
    const list = (after: string): Promise<Answer> =>
      installation.call('api-gateway', 'GET', `/api/v1/oauth/revocations?after=${after}`, { as: null });
    const all = (await list('0')).body as {
      revision: number;
      revocations: { key: string; revision: number }[];
    };
    expect(all.revocations.at(-1)?.revision).toBe(all.revision);
    expect(new Set(all.revocations.map(({ revision }) => revision)).size).toBe(all.revocations.length);
    expect(JSON.stringify(all)).not.toContain('seven');
    const last = (await list(String(all.revision - 1))).body;
    expect(last).toStrictEqual({ revision: all.revision, revocations: all.revocations.slice(-1) });
    expect((await list('-1')).status).toBe(400);
  });

  it('might be any, so none passes, once a service cannot read the list any more', async () => {
    const token = await installation.mint('author', { jti: 'good' });
    expect((await read(token)).status).toBe(200);
    await query('ALTER TABLE acgs.revocation_revision RENAME TO away');
    const { body, headers } = await becomes(503, () => read(token));
    await query('ALTER TABLE acgs.away RENAME TO revocation_revision');
    expect(body).toMatchObject({ type: 'urn:acgs:problem:unavailable' });
    expect(headers.get('retry-after')).toBe('2');
    await becomes(200, () => read(token));
  });
});
