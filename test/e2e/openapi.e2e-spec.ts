import { Validator } from '@seriousme/openapi-schema-validator';
import { type Installation, type ServiceName, startInstallation } from '../support/installation.js';

interface Operation {
  readonly operationId?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
  }[];
}

interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const SERVICES: readonly ServiceName[] = [
  'auth-service',
  'constitutional-core',
  'integrity-service',
  'governance-engine',
  'api-gateway',
];

describe('the OpenAPI document', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: SERVICES });
  });

  afterAll(async () => {
    await installation.close();
  });

  const documentOf = async (service: ServiceName): Promise<OpenApiDocument> =>
    (await installation.call(service, 'GET', '/docs-json', { as: null, hash: null })).body as OpenApiDocument;

  const operationsOf = (document: OpenApiDocument): [string, Operation][] =>
    Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.values(operations).map((operation): [string, Operation] => [path, operation]),
    );

  describe.each(SERVICES)('of %s', (service) => {
    it('is valid OpenAPI 3.1, and its references lead somewhere', async () => {
      const document = await documentOf(service);
      expect(document.openapi).toMatch(/^3\.1\./);
      const validator = new Validator();
      expect(await validator.validate({ ...document })).toMatchObject({ valid: true });
      expect(() => validator.resolveRefs()).not.toThrow();
    });

    it('names each operation once, and asks for the hash under /api/v1 and /access/v1 alone', async () => {
      const operations = operationsOf(await documentOf(service));
      const ids = operations.map(([, { operationId }]) => operationId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [path, { parameters = [] }] of operations) {
        const hash = parameters.find(({ name }) => name === 'X-Constitutional-Hash');
        expect([path, hash?.required === true]).toStrictEqual([path, /^\/(api|access)\/v1\//.test(path)]);
      }
    });
  });

  const parametersOf = async (path: string, method: string): Promise<string[]> => {
    const { parameters = [] } = (await documentOf('governance-engine')).paths[path]?.[method] ?? {};
    return parameters.map(({ name }) => name).filter((name) => name !== 'X-Constitutional-Hash');
  };

  it('tells the parameters of queries, and the key that makes a request repeatable', async () => {
    expect(await parametersOf('/api/v1/decisions', 'get')).toStrictEqual(
      expect.arrayContaining([
        'from',
        'to',
        'subject',
        'action',
        'resource',
        'outcome',
        'rule',
        'limit',
        'cursor',
      ]),
    );
    expect(await parametersOf('/api/v1/decisions', 'post')).toStrictEqual(
      expect.arrayContaining(['Idempotency-Key', 'explain']),
    );
    expect(await parametersOf('/api/v1/policies', 'post')).toStrictEqual(['activate']);
  });

  it('lets the token endpoint be called without a token', async () => {
    const { paths } = await documentOf('auth-service');
    expect(paths['/api/v1/oauth/token']?.post?.security).toStrictEqual([]);
  });
});
