import { type Installation, startInstallation } from '../support/installation.js';
import { draft } from './constitution-drafts.js';

const ROUTES: readonly (readonly [method: string, path: string])[] = [
  ['GET', ''],
  ['GET', '/versions'],
  ['GET', '/versions/1'],
  ['GET', '/versions/1/diff/1'],
  ['POST', '/validate'],
  ['POST', '/versions'],
];

describe('who may read and ratify the constitution', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
    await call('POST', '/versions', { body: draft('First') });
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options = {}): ReturnType<Installation['call']> =>
    installation.call('constitutional-core', method, `/api/v1/constitution${path}`, {
      ...(method === 'POST' ? { body: draft('Second') } : {}),
      ...options,
    });

  it.each(ROUTES)('%s %s asks for the hash and for a token', async (method, path) => {
    const { status, body } = await call(method, path, { hash: null });
    expect(status).toBe(428);
    expect(body).toMatchObject({ header: 'X-Constitutional-Hash', expected: 'cdd01ef066bc6cf2' });
    expect((await call(method, path, { hash: '0000000000000000' })).status).toBe(412);
    expect((await call(method, path, { as: null })).status).toBe(401);
    expect((await call(method, path, { token: 'not.a.token' })).status).toBe(401);
  });

  it.each(['demo-agent', 'author', 'auditor', 'governance-engine'])(
    'lets %s read, and not ratify',
    async (client) => {
      for (const [method, path] of ROUTES.slice(0, -1)) {
        expect((await call(method, path, { as: client })).status).toBe(200);
      }
      expect(await call('POST', '/versions', { as: client })).toMatchObject({
        status: 403,
        body: { type: 'urn:acgs:problem:forbidden' },
      });
      expect((await call('GET', '')).body).toMatchObject({ version: 1 });
    },
  );

  it('lets an admin of another tenant ratify nothing, for the constitution holds for all', async () => {
    const token = await installation.mint('admin', { tenant: 'other' });
    expect(await call('POST', '/versions', { token })).toMatchObject({
      status: 403,
      body: { type: 'urn:acgs:problem:forbidden', detail: expect.stringContaining('"other"') },
    });
    expect((await call('GET', '')).body).toMatchObject({ version: 1 });
  });
});
