import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { exchange, type ReceivedAnswer } from '../support/exchange.js';
import { type Installation, type ServiceName, startInstallation } from '../support/installation.js';

const SERVICES = ['auth-service', 'constitutional-core', 'governance-engine', 'api-gateway'] as const;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const HASH = { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH };
const DECISIONS = '/api/v1/decisions';

const allowedBy = ({ headers }: ReceivedAnswer): string[] => (headers.allow ?? '').split(', ');
const problemOf = ({ body }: ReceivedAnswer): unknown =>
  body.length === 0 ? null : JSON.parse(String(body));

describe('a path that has other methods than the one asked for', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: SERVICES });
  });

  afterAll(async () => {
    await installation.close();
  });

  const ask = (
    service: ServiceName,
    method: string,
    path: string,
    headers: Record<string, string> = HASH,
  ): Promise<ReceivedAnswer> => exchange(installation.url(service), { method, path, headers });

  /**
   * The methods of each path as it was registered, without those that take any method. The gateway passes other methods than
   * its own on to the service that has the rest of `.well-known`.
   */
  function methodsByPath(name: ServiceName): Map<string, Set<string>> {
    const byPath = new Map<string, Set<string>>();
    for (const { method, path } of installation.routes(name)) {
      if (name === 'api-gateway' && path.startsWith('/.well-known/')) continue;
      byPath.set(path, (byPath.get(path) ?? new Set()).add(method));
    }
    return new Map([...byPath].filter(([, methods]) => METHODS.some((method) => !methods.has(method))));
  }

  it.each(SERVICES)('is answered 405 with Allow by every route of %s', async (name) => {
    const paths = methodsByPath(name);
    expect(paths.size).toBeGreaterThan(4);
    for (const [path, methods] of paths) {
      const missing = methods.has('PATCH') ? 'PUT' : 'PATCH';
      const answer = await ask(name, missing, path.replaceAll(/:\w+|\*/g, 'x'));
      expect({ path, status: answer.status, problem: problemOf(answer) }).toMatchObject({
        path,
        status: 405,
        problem: { type: 'urn:acgs:problem:method-not-allowed', status: 405 },
      });
      expect(allowedBy(answer)).toStrictEqual(expect.arrayContaining([...methods]));
      expect(answer.headers['x-constitutional-hash']).toBe(CONSTITUTIONAL_HASH);
    }
  });

  it('names the methods of all routes that lead there', async () => {
    expect(allowedBy(await ask('governance-engine', 'DELETE', `${DECISIONS}/batch`))).toStrictEqual([
      'GET',
      'HEAD',
      'POST',
    ]);
    expect(allowedBy(await ask('governance-engine', 'DELETE', `${DECISIONS}/some-id`))).toStrictEqual([
      'GET',
      'HEAD',
    ]);
  });

  it('is answered so to HEAD and OPTIONS too, and HEAD goes wherever GET goes', async () => {
    expect(await ask('governance-engine', 'OPTIONS', DECISIONS)).toMatchObject({ status: 405 });
    expect(await ask('auth-service', 'HEAD', '/api/v1/oauth/token')).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
      body: Buffer.alloc(0),
    });
    expect(await ask('governance-engine', 'HEAD', '/health/live', {})).toMatchObject({ status: 200 });
  });

  it('is asked for the constitutional hash first, where its routes are', async () => {
    for (const service of ['governance-engine', 'api-gateway'] as const) {
      const path = service === 'api-gateway' ? '/api/v1/admin/queries' : DECISIONS;
      expect(await ask(service, 'PATCH', path, {})).toMatchObject({ status: 428 });
      const other = { [CONSTITUTIONAL_HASH_HEADER]: 'cdd01ef066bc6cf3' };
      expect(await ask(service, 'PATCH', path, other)).toMatchObject({ status: 412 });
      expect(await ask(service, 'POST', '/health/ready', {})).toMatchObject({ status: 405 });
    }
  });

  it('is told through the gateway as the service tells it', async () => {
    const headers = { ...HASH, authorization: `Bearer ${await installation.token('demo-agent')}` };
    const answer = await ask('api-gateway', 'DELETE', DECISIONS, headers);
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST' } });
    expect(problemOf(answer)).toMatchObject({ type: 'urn:acgs:problem:method-not-allowed' });
  });

  it('is no other path: one without routes is 404 as before, whatever the method', async () => {
    for (const path of [
      '/api/v1/nothing',
      `${DECISIONS}/`,
      `${DECISIONS}/a/b/c`,
      '/api/v1',
      '/',
      '/health',
    ]) {
      for (const method of ['GET', 'PATCH']) {
        const answer = await ask('governance-engine', method, path);
        expect([method, path, answer.status, answer.headers.allow]).toStrictEqual([
          method,
          path,
          404,
          undefined,
        ]);
      }
    }
  });
});
