import type { OpenAPIObject } from '@nestjs/swagger';
import { PROJECT_FOLDER } from '../project-folder.js';
import { committedText } from './committed-document.js';
import { breakingChanges } from './document-changes.js';
import { operationsOf } from './openapi-types.js';

const COMMITTED = committedText(PROJECT_FOLDER);
const committed = (): OpenAPIObject => JSON.parse(COMMITTED) as OpenAPIObject;

const SMALL = {
  openapi: '3.1.0',
  info: { title: 'small', version: '1' },
  security: [{ token: [] }, { key: [] }],
  paths: {
    '/things': {
      post: {
        operationId: 'createThing',
        parameters: [
          { $ref: '#/components/parameters/Hash' },
          { name: 'q', in: 'query', schema: { type: 'string' } },
        ],
        requestBody: {
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/Thing' } },
            'application/yaml': {},
          },
        },
        responses: {
          '200': {
            description: 'as it was',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          '201': { description: 'made' },
        },
      },
    },
    '/open': { get: { operationId: 'open', security: [], responses: { '200': { description: 'all' } } } },
  },
  components: {
    schemas: { Thing: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } },
    parameters: { Hash: { name: 'X-Hash', in: 'header', required: false, schema: { type: 'string' } } },
    securitySchemes: {
      token: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/token', scopes: {} } } },
      key: { type: 'http', scheme: 'bearer', description: 'for people' },
    },
  },
};

type Small = typeof SMALL;

function changesAfter(change: (document: Small) => void): string[] {
  const after = JSON.parse(JSON.stringify(SMALL)) as Small;
  change(after);
  return breakingChanges(SMALL as OpenAPIObject, after as OpenAPIObject);
}

describe('breakingChanges', () => {
  it('finds none in what stays', () => {
    expect(breakingChanges(committed(), committed())).toStrictEqual([]);
  });

  it('finds every operation of the committed document that is gone', () => {
    const operations = operationsOf(committed());
    expect(operations.length).toBeGreaterThan(40);
    for (const { path, method } of operations) {
      const after = committed();
      delete after.paths[path]?.[method];
      expect(breakingChanges(committed(), after)).toStrictEqual([`${method.toUpperCase()} ${path} is gone`]);
    }
  });

  it.each<[string, (document: Small) => void]>([
    ['POST /things parameter query q is gone', ({ paths }) => paths['/things'].post.parameters.pop()],
    [
      'POST /things parameter header X-Hash is required',
      ({ components }) => (components.parameters.Hash.required = true),
    ],
    [
      'POST /things body is required',
      ({ paths }) => Object.assign(paths['/things'].post.requestBody, { required: true }),
    ],
    [
      'POST /things takes no body',
      ({ paths }) => delete (paths['/things'].post as { requestBody?: unknown }).requestBody,
    ],
    [
      'POST /things body as application/yaml is gone',
      ({ paths }) =>
        delete (paths['/things'].post.requestBody.content as Record<string, unknown>)['application/yaml'],
    ],
    [
      'POST /things answer 201 is gone',
      ({ paths }) => delete (paths['/things'].post.responses as Record<string, unknown>)['201'],
    ],
    [
      'POST /things has another operationId',
      ({ paths }) => (paths['/things'].post.operationId = 'makeThing'),
    ],
    ['POST /things wants other security than key', (document) => document.security.pop()],
    [
      'GET /open wants other security than none',
      ({ paths }) => delete (paths['/open'].get as { security?: unknown }).security,
    ],
    [
      'security scheme token is another',
      ({ components }) => (components.securitySchemes.token.flows.clientCredentials.tokenUrl = '/other'),
    ],
    [
      'security scheme key is gone',
      ({ components }) => delete (components.securitySchemes as { key?: unknown }).key,
    ],
  ])('finds: %s', (change, make) => {
    expect(changesAfter(make)).toContain(change);
  });

  it('tells a change of a shared schema once, for requests and for answers', () => {
    const changes = changesAfter(
      ({ components }) => (components.schemas.Thing.properties.name.type = 'integer'),
    );
    expect(changes).toStrictEqual([
      'request Thing/name: the type is narrower',
      'answer Thing/name: the type is wider',
    ]);
  });

  it('lets a document grow', () => {
    const changes = changesAfter(({ paths, components }) => {
      Object.assign(paths, { '/more': paths['/things'] });
      Object.assign(components.schemas.Thing.properties, { more: { type: 'string' } });
      paths['/things'].post.parameters.push({ name: 'limit', in: 'query', schema: { type: 'integer' } });
      components.securitySchemes.key.description = 'for readers';
    });
    expect(changes).toStrictEqual([]);
  });
});
