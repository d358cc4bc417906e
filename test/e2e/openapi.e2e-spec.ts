import { Validator } from '@seriousme/openapi-schema-validator';
import type { OpenAPIObject } from '@nestjs/swagger';
import { committedText } from '../../tools/openapi/committed-document.js';
import { joinedText } from '../../tools/openapi/joined-document.js';
import { type DocumentedService, describeServices } from '../../tools/openapi/service-documents.js';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';
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

const SERVICES_BEHIND: readonly (ServiceName & DocumentedService)[] = [
  'auth-service',
  'constitutional-core',
  'integrity-service',
  'governance-engine',
  'ec-service',
];
const SERVICES: readonly ServiceName[] = [...SERVICES_BEHIND, 'api-gateway'];

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

    it('names each operation once', async () => {
      const ids = operationsOf(await documentOf(service)).map(([, { operationId }]) => operationId);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  describe.each(SERVICES_BEHIND)('of %s', (service) => {
    it('asks for the hash under /api/v1 and /access/v1 alone', async () => {
      for (const [path, { parameters = [] }] of operationsOf(await documentOf(service))) {
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

  it('of the gateway is the committed one, and says what the running services say', async () => {
    expect(await documentOf('api-gateway')).toStrictEqual(JSON.parse(committedText(PROJECT_FOLDER)));
    const running: Partial<Record<DocumentedService, OpenAPIObject>> = {};
    for (const service of SERVICES_BEHIND) {
      running[service] = (await documentOf(service)) as unknown as OpenAPIObject;
    }
    expect(joinedText({ ...(await describeServices()), ...running })).toBe(committedText(PROJECT_FOLDER));
  });

  it('is shown to people by the gateway, with nothing from elsewhere', async () => {
    const { status, body } = await installation.call('api-gateway', 'GET', '/docs', { as: null, hash: null });
    expect(status).toBe(200);
    expect(body).toContain('swagger-ui');
    expect(String(body)).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  it("tells the gateway's callers what it asks of them", async () => {
    const { paths } = await documentOf('api-gateway');
    const hashOf = (path: string, method: string): unknown =>
      paths[path]?.[method]?.parameters
        ?.map((parameter) => ('$ref' in parameter ? parameter.$ref : null))
        .at(-1);
    expect(hashOf('/api/v1/decisions', 'post')).toBe('#/components/parameters/ConstitutionalHash');
    expect(hashOf('/access/v1/evaluation', 'post')).toBe(
      '#/components/parameters/ConstitutionalHashUnlessAdded',
    );
    expect(paths['/api/v1/checkpoint']?.get).toMatchObject({ parameters: [], security: [] });
    expect(paths['/api/v1/integrity/keys']?.get).toMatchObject({ security: [] });
    expect(paths['/api/v1/decisions']?.post).not.toHaveProperty('security');
    expect(Object.keys(paths)).not.toContain('/health/live');
  });
});
