import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { type Installation, type ServiceName, startInstallation } from '../support/installation.js';
import { type WalkedRoute, walkRoutes } from '../support/route-walk.js';

const SERVICES = [
  'auth-service',
  'constitutional-core',
  'integrity-service',
  'governance-engine',
  'ec-service',
  'api-gateway',
] as const;

/** Health, metrics, docs, `.well-known`, the log's checkpoints and hashes, which tools of others read, and pages for browsers. */
const BARE =
  /^\/(health\/(live|ready)|metrics|docs(-json|-yaml)?(\/.*)?|\.well-known(\/.*)?|api\/v1\/(checkpoint|tile(?!\/entries(\/|$))|oauth\/(authorize|end-session)|auth\/(interactions|account|password))(\/.*)?|api\/v1\/auth\/(invitations\/accept|sign-in|style\.css))$/;
/** The gateway refuses all others before it looks further: a test of framing says so. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** A path of the log that is bare is so for these alone: a method that it does not have is a matter of the prefix. */
const READS = ['GET', 'HEAD'];
/** There the gateway can add the hash, once it knows for whom: it asks for the token first. */
const ADDED = /^\/access\/v1(\/|$)/;
/** The ways to a token need none, nor do the keys that verify the log, nor those who verify tokens. */
const OPEN = [
  '/api/v1/oauth/token',
  '/api/v1/oauth/request',
  '/api/v1/oauth/introspection',
  '/api/v1/oauth/revocation',
  '/api/v1/auth/api-keys/token',
  '/api/v1/oauth/revocations',
  '/api/v1/integrity/keys',
];

describe('every route', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: SERVICES });
  });

  afterAll(async () => {
    await installation.close();
  });

  describe.each(SERVICES)('of %s', (name: ServiceName) => {
    const walk = (headers: Record<string, string>): Promise<WalkedRoute[]> => {
      const routes = installation.routes(name).filter(({ method }) => METHODS.includes(method));
      return walkRoutes(installation.service(name), routes, headers);
    };

    it('asks for the constitutional hash, unless it is one of the bare ones', async () => {
      const walked = await walk({});
      const isAdded = ({ path }: WalkedRoute): boolean => name === 'api-gateway' && ADDED.test(path);
      expect(walked.filter((route) => isAdded(route) && route.status !== 401)).toStrictEqual([]);
      const guarded = walked.filter((route) => !BARE.test(route.path) && !isAdded(route));
      const bare = walked.filter(({ path }) => BARE.test(path));
      expect(guarded.length).toBeGreaterThan(0);
      expect(guarded.filter(({ status }) => status !== 428)).toStrictEqual([]);
      const read = bare.filter(({ method }) => READS.includes(method));
      expect(read.filter(({ status }) => status === 428)).toStrictEqual([]);
      expect(bare.map(({ path }) => path)).toStrictEqual(
        expect.arrayContaining(['/health/live', '/metrics']),
      );
    });

    it('refuses another hash with 412', async () => {
      const walked = await walk({ [CONSTITUTIONAL_HASH_HEADER]: 'cdd01ef066bc6cf3' });
      expect(walked.filter(({ path, status }) => !BARE.test(path) && status !== 412)).toStrictEqual([]);
    });

    it('repeats the hash in its answer', async () => {
      const walked = await walk({ [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH });
      expect(walked.filter(({ hash }) => hash !== CONSTITUTIONAL_HASH)).toStrictEqual([]);
    });

    it('asks for a token, unless it is bare or open', async () => {
      const walked = await walk({ [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH });
      const open = walked.filter(({ path, status }) => !BARE.test(path) && status !== 401);
      expect(open.filter(({ path }) => !OPEN.includes(path))).toStrictEqual([]);
    });
  });
});
