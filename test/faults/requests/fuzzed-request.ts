import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { type NamedOperation, operationsOf } from '../../../tools/openapi/openapi-types.js';
import { damaged, hostile } from './damaged-values.js';
import { type JsonSchema, SchemaValues } from './schema-values.js';

export interface FuzzedRequest {
  readonly operation: NamedOperation;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: JsonSchema;
}

type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>;

const FORM = 'application/x-www-form-urlencoded';
const TYPES = [
  'text/plain',
  'application/xml',
  'application/json; charset=latin1',
  'multipart/form-data',
  '',
  'a/b;',
];
/** What undici sends as it is, and a server may stumble over. */
const PATH_PIECES = [
  '%',
  '%zz',
  '%2e%2e',
  '..',
  '%00',
  '%2f',
  '%5c',
  ';a=b',
  'a'.repeat(3000),
  '%f0%28',
  '~',
  '*',
];

/**
 * Requests for the operations of a document: as it allows them, with a few members damaged, and with no form at all.
 * `tokens` are sent by turns, an empty one means none; `seen` holds ids that exist, for the paths.
 */
export function fuzzedRequests(
  document: OpenAPIObject,
  tokens: readonly string[],
  seen: readonly string[],
): fc.Arbitrary<FuzzedRequest> {
  const values = new SchemaValues(document.components?.schemas ?? {});
  return fc.oneof(...operationsOf(document).map((operation) => requestOf(operation, values, tokens, seen)));
}

function requestOf(
  operation: NamedOperation,
  values: SchemaValues,
  tokens: readonly string[],
  seen: readonly string[],
): fc.Arbitrary<FuzzedRequest> {
  const parameters = (operation.operation.parameters ?? []).filter((one) => 'name' in one) as Parameter[];
  const { requestBody } = operation.operation;
  const content =
    requestBody !== undefined && 'content' in requestBody ? (requestBody.content as Content) : {};
  return fc
    .record({
      path: pathOf(operation.path, parameters, values, seen),
      query: queryOf(parameters, values),
      headers: headersOf(parameters, values, tokens),
      body: bodyOf(content, values),
    })
    .map(({ path, query, headers, body }) => ({
      operation,
      path: `${path}${query}`,
      headers: body === null ? headers : { ...headers, 'content-type': body.type },
      body: body?.bytes ?? null,
    }));
}

function pathOf(
  path: string,
  parameters: readonly Parameter[],
  values: SchemaValues,
  seen: readonly string[],
): fc.Arbitrary<string> {
  const pieces = path.split(/(\{[^}]*\})/).map((piece) => {
    if (!piece.startsWith('{')) return fc.constant(piece);
    const schema = parameters.find(({ name }) => name === piece.slice(1, -1))?.schema ?? { type: 'string' };
    const valid = values.of(schema).map((value) => encodeURIComponent(textOf(value)));
    const known = seen.length === 0 ? valid : fc.constantFrom(...seen);
    return fc.oneof(valid, known, fc.constantFrom(...PATH_PIECES), fc.webPath({ size: 'small' }));
  });
  return fc.tuple(...pieces).map((parts) => parts.join(''));
}

function queryOf(parameters: readonly Parameter[], values: SchemaValues): fc.Arbitrary<string> {
  const pairs = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema = {} }) =>
      fc.oneof({ weight: 3, arbitrary: values.of(schema) }, hostile).map((value) => pair(name, value)),
    );
  const unknown = fc.tuple(fc.string({ maxLength: 8 }), hostile).map(([name, value]) => pair(name, value));
  return fc
    .tuple(
      pairs.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...pairs), { maxLength: 4 }),
      fc.option(unknown, { freq: 8 }),
    )
    .map(([known, other]) => [...known, ...(other === null ? [] : [other])].join('&'))
    .map((query) => (query === '' ? '' : `?${query}`));
}

/** A surrogate alone has no encoding. */
const pair = (name: string, value: unknown): string =>
  `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(textOf(value).toWellFormed().slice(0, 2000))}`;

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value);

function headersOf(
  parameters: readonly Parameter[],
  values: SchemaValues,
  tokens: readonly string[],
): fc.Arbitrary<Record<string, string>> {
  const known = parameters.filter(
    (parameter) => parameter.in === 'header' && parameter.name !== CONSTITUTIONAL_HASH_HEADER,
  );
  const visible = fc.stringMatching(/^[\x21-\x7e]{1,60}$/);
  const own = known.map(({ name, schema = {} }) =>
    fc
      .option(fc.oneof(values.of(schema).map(textOf), visible), { freq: 3 })
      .map((value): [string, string | null] => [name, value]),
  );
  return fc
    .record({
      own: fc.tuple(...own),
      hash: fc.oneof(
        { weight: 30, arbitrary: fc.constant(CONSTITUTIONAL_HASH) },
        fc.constantFrom(null, 'cdd01ef066bc6cf3', ''),
      ),
      token: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...tokens) }, visible),
    })
    .map(({ own: pairs, hash, token }) => {
      const headers: Record<string, string> = {};
      for (const [name, value] of pairs)
        if (value !== null && /^[\x20-\x7e]*$/.test(value)) headers[name.toLowerCase()] = value;
      if (hash !== null) headers[CONSTITUTIONAL_HASH_HEADER.toLowerCase()] = hash;
      if (token !== '') headers.authorization = `Bearer ${token}`;
      return headers;
    });
}

function bodyOf(
  content: Content,
  values: SchemaValues,
): fc.Arbitrary<{ type: string; bytes: Buffer } | null> {
  const kinds = Object.entries(content).map(([type, { schema = {} }]) => {
    const valid = values.of(schema);
    const written = fc
      .oneof(valid, { weight: 2, arbitrary: damaged(valid) })
      .map((value) => writtenAs(type, value));
    return fc.record({
      type: fc.oneof({ weight: 20, arbitrary: fc.constant(type) }, fc.constantFrom(...TYPES)),
      bytes: fc.oneof({ weight: 8, arbitrary: written }, raw),
    });
  });
  const stray = fc.record({ type: fc.constantFrom('application/json', ...TYPES), bytes: raw });
  if (kinds.length === 0) return fc.option(stray, { freq: 1, nil: null }).map((body) => body);
  return fc.oneof({ weight: 20, arbitrary: fc.oneof(...kinds) }, fc.constant(null));
}

const raw: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
  fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text.slice(0, -1))),
  fc.nat(200).map((depth) => Buffer.from('['.repeat(depth))),
);

function writtenAs(type: string, value: unknown): Buffer {
  if (type !== FORM) return Buffer.from(JSON.stringify(value));
  const pairs = Object.entries((value ?? {}) as Record<string, unknown>).map(([name, member]) =>
    pair(name, member),
  );
  return Buffer.from(pairs.join('&'));
}
