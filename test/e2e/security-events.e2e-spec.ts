import type { Receipt, SecurityEventPage } from '@acgs/contracts';
import { DataSource } from 'typeorm';
import { SecurityEvents } from '../../apps/auth-service/src/security-events/security-events.js';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { faultsOfTree } from '../support/tree-faults.js';

const EVENTS = '/api/v1/auth/security-events';

describe('security events', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['integrity-service'] });
  });

  afterAll(async () => {
    await installation.close();
  });

  const events = (): SecurityEvents =>
    installation.service('auth-service').app.get(SecurityEvents, { strict: false });
  const list = async (query: string, as = 'auditor'): Promise<SecurityEventPage> => {
    const { status, body } = await installation.call('auth-service', 'GET', `${EVENTS}?${query}`, { as });
    expect(status).toBe(200);
    return body as SecurityEventPage;
  };
  const integrity = (method: string, path: string, body?: unknown): Promise<Answer> =>
    installation.call('integrity-service', method, `/api/v1${path}`, { body });

  it('are listed newest first, page by page and by kind and subject, in their tenant alone', async () => {
    const common = { kind: 'role-granted', actor: 'admin' } as const;
    for (const subject of ['first', 'second', 'first']) {
      await events().record({ ...common, tenant: 'default', subject, detail: { roles: ['author'] } });
    }
    await events().record({ ...common, tenant: 'north', subject: 'first' });
    const page = await list('subject=first&limit=1&kind=role-granted');
    expect(page.items).toMatchObject([{ ...common, subject: 'first', detail: { roles: ['author'] } }]);
    const next = await list(`subject=first&limit=1&kind=role-granted&cursor=${String(page.nextCursor)}`);
    expect(next.items[0]!.id < page.items[0]!.id).toBe(true);
    expect(next.nextCursor).toBeNull();
    expect((await list('kind=sign-in')).items).toStrictEqual([]);
  });

  it('are for those who may read them', async () => {
    expect((await installation.call('auth-service', 'GET', EVENTS, { as: 'author' })).status).toBe(403);
  });

  it('are leaves of the log, whose receipts verify', async () => {
    await events().record({ tenant: 'default', kind: 'session-revoked', subject: 'somebody', actor: null });
    const [event] = (await list('kind=session-revoked')).items;
    const entry = await integrity('GET', `/log/entries/security-event:${event!.id}?wait=10`);
    expect(entry.status).toBe(200);
    const receipt = entry.body as Receipt;
    const { kind: name, ...rest } = event!;
    expect(JSON.parse(receipt.entry)).toMatchObject({
      kind: 'security-event',
      body: { ...rest, event: name },
    });
    expect((await integrity('POST', '/integrity/verify', { receipt })).body).toMatchObject({
      verified: true,
    });
    const forged = { ...receipt, entry: receipt.entry.replace('somebody', 'someother') };
    expect((await integrity('POST', '/integrity/verify', { receipt: forged })).body).toMatchObject({
      verified: false,
    });
  });

  it('are held against the log by the monitor: who changes or deletes one is found', async () => {
    await events().record({ tenant: 'default', kind: 'agent-revoked', subject: 'robot', actor: 'somebody' });
    const [event] = (await list('kind=agent-revoked')).items;
    const { body } = await integrity('GET', `/log/entries/security-event:${event!.id}?wait=10`);
    const leaf = `leaf ${String((body as Receipt).leafIndex)}`;
    expect(await faultsOfTree(installation)).toStrictEqual([]);
    const database = installation.service('auth-service').app.get(DataSource, { strict: false });
    const table = 'auth_service.security_events';
    await database.query(`UPDATE ${table} SET actor = 'nobody' WHERE id = $1`, [event!.id]);
    expect(await faultsOfTree(installation)).toStrictEqual([`the security event of ${leaf} was changed`]);
    await database.query(`DELETE FROM ${table} WHERE id = $1`, [event!.id]);
    expect(await faultsOfTree(installation)).toStrictEqual([`the security event of ${leaf} is missing`]);
  });

  it('have not happened when the transaction that they are part of is rolled back', async () => {
    const database = installation.service('auth-service').app.get(DataSource, { strict: false });
    const failed = database.transaction(async (transaction) => {
      await events().record(
        { tenant: 'default', kind: 'user-disabled', subject: 'x', actor: null },
        transaction,
      );
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect((await list('kind=user-disabled')).items).toStrictEqual([]);
  });
});
