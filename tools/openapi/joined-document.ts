import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { OpenAPIObject } from '@nestjs/swagger';
import { type Entrance, upstreamRouteOf } from '../../apps/api-gateway/src/proxy/upstream-routes.js';
import { withExamples } from './examples.js';
import { neededSchemas } from './joined-schemas.js';
import type { NamedOperation, Operation, Parameter } from './openapi-types.js';
import { operationsOf } from './openapi-types.js';
import { PROBLEM_RESPONSES, withProblems } from './problem-responses.js';
import type { DocumentedService, ServiceDocuments } from './service-documents.js';
import { TAGS } from './tags.js';

/** RFC 6749, section 3.2: where the address of the document leads, as clients see it. */
const TOKEN_URL = '/api/v1/oauth/token';
const HASH_SCHEMA = { type: 'string', enum: [CONSTITUTIONAL_HASH] };
/** The shared parameter that every route but the bare ones has. */
export const HASH_PARAMETER = 'ConstitutionalHash';
const HASH_PARAMETERS = {
  [HASH_PARAMETER]: {
    name: CONSTITUTIONAL_HASH_HEADER,
    in: 'header',
    required: true,
    description: 'The charter under which the installation runs',
    schema: HASH_SCHEMA,
  },
  ConstitutionalHashUnlessAdded: {
    name: CONSTITUTIONAL_HASH_HEADER,
    in: 'header',
    required: false,
    description: 'Needed, unless the gateway adds it for the client (`AUTHZEN_CLIENT_IDS`)',
    schema: HASH_SCHEMA,
  },
};

interface ReachableOperation extends NamedOperation {
  readonly entrance: Entrance;
}

/** The joined document as it is committed. @throws Error as `joinDocuments` does */
export const joinedText = (documents: ServiceDocuments): string =>
  `${JSON.stringify(joinDocuments(documents), null, 2)}\n`;

/**
 * What clients reach through the gateway: its own routes and those of the services to which it leads. Made from the
 * documents of the services, each of which describes itself.
 *
 * @throws Error for a schema or an operation that two services name alike, an operation without tag, and a missing example
 */
function joinDocuments(documents: ServiceDocuments): OpenAPIObject {
  const operations = reachableOperations(documents);
  const described = operations.map((one) => ({ ...one, operation: describedAtGateway(one) }));
  const paths = pathsOf(withExamples(described));
  const { license } = documents['api-gateway'].info;
  return {
    openapi: '3.1.0',
    info: {
      title: 'ACGS',
      version: documents['api-gateway'].info.version,
      summary: 'Constitutional governance for autonomous agents and services',
      description:
        'All that clients reach through the gateway. Get a token, then ask for decisions. Every problem is told as RFC 9457 has it.',
      ...(license === undefined ? {} : { license }),
    },
    servers: [{ url: '/', description: 'The gateway that gave this document' }],
    tags: TAGS.filter(({ name }) => operations.some(({ operation }) => operation.tags?.includes(name))),
    security: [{ oauth2: [] }, { bearer: [] }],
    paths,
    components: {
      schemas: neededSchemas(documents, { paths, responses: PROBLEM_RESPONSES }),
      responses: PROBLEM_RESPONSES,
      parameters: HASH_PARAMETERS,
      securitySchemes: {
        oauth2: {
          type: 'oauth2',
          description: 'Client credentials. The token endpoint wants the constitutional hash, too.',
          flows: { clientCredentials: { tokenUrl: TOKEN_URL, scopes: {} } },
        },
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'at+jwt' },
      },
    },
  } as OpenAPIObject;
}

function reachableOperations(documents: ServiceDocuments): ReachableOperation[] {
  const found = Object.entries(documents).flatMap(([service, document]) =>
    operationsOf(document).flatMap((one) => {
      const entrance = entranceOf(service as DocumentedService, one.path);
      return entrance === null ? [] : [{ ...one, entrance }];
    }),
  );
  refuseTwins(found.map(({ method, path }) => `${method} ${path}`));
  refuseTwins(found.map(({ operation }) => operation.operationId ?? ''));
  return inOrderOfTags(found);
}

/** What the gateway asks on the way to this path of this service; null where it does not lead there. */
function entranceOf(service: DocumentedService, path: string): Entrance | null {
  const route = upstreamRouteOf(path);
  if (service === 'api-gateway') return route?.entrance ?? 'authenticated';
  return route?.upstream === service ? route.entrance : null;
}

function refuseTwins(names: readonly string[]): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new Error(`Two operations are called "${twin}".`);
}

function inOrderOfTags(operations: readonly ReachableOperation[]): ReachableOperation[] {
  const rankOf = ({ method, path, operation }: ReachableOperation): number => {
    const rank = TAGS.findIndex(({ name }) => operation.tags?.[0] === name);
    if (rank === -1) throw new Error(`${method} ${path} has none of the tags in tools/openapi/tags.ts.`);
    return rank;
  };
  return [...operations].sort((one, other) => rankOf(one) - rankOf(other));
}

function describedAtGateway({ path, operation, entrance }: ReachableOperation): Operation {
  const described = {
    ...operation,
    parameters: [...(operation.parameters ?? []).flatMap(ownParameter), ...hashParameter(entrance)],
  };
  if (entrance === 'open' || entrance === 'bare') described.security = [];
  else delete described.security;
  return withProblems(described, { entrance, hasPathParameters: path.includes('{') });
}

/** The router calls the rest of a path `*`; OpenAPI knows no such parameter. */
function ownParameter(parameter: Parameter): Parameter[] {
  if (!('name' in parameter)) return [parameter];
  if (parameter.name === CONSTITUTIONAL_HASH_HEADER) return [];
  if (parameter.name !== '*') return [parameter];
  return [{ ...parameter, name: 'path', description: 'The rest of the path, with its slashes' }];
}

function hashParameter(entrance: Entrance): Parameter[] {
  if (entrance === 'bare') return [];
  const name = entrance === 'authzen' ? 'ConstitutionalHashUnlessAdded' : HASH_PARAMETER;
  return [{ $ref: `#/components/parameters/${name}` }];
}

function pathsOf(operations: readonly NamedOperation[]): OpenAPIObject['paths'] {
  const paths: OpenAPIObject['paths'] = {};
  for (const { path, method, operation } of operations) {
    paths[path] = { ...paths[path], [method]: operation };
  }
  return paths;
}
