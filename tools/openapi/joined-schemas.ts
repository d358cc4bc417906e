import { isDeepStrictEqual } from 'node:util';
import type { Schemas } from './openapi-types.js';
import type { ServiceDocuments } from './service-documents.js';

const REFERENCE = /"\$ref":"#\/components\/schemas\/([^"]+)"/g;

/**
 * The schemas that a part of the document leads to, directly or through others, by name.
 *
 * @throws Error when services mean different things by one name, or nobody knows it
 */
export function neededSchemas(documents: ServiceDocuments, part: unknown): Schemas {
  const known = allSchemas(documents);
  const needed = new Map<string, Schemas[string]>();
  const open = namesIn(part);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (needed.has(name)) continue;
    const schema = known[name];
    if (schema === undefined) throw new Error(`No service knows the schema "${name}".`);
    needed.set(name, schema);
    open.push(...namesIn(schema));
  }
  return Object.fromEntries([...needed].sort(([one], [other]) => (one < other ? -1 : 1)));
}

const namesIn = (part: unknown): string[] =>
  [...JSON.stringify(part).matchAll(REFERENCE)].map((match) => match[1] ?? '');

function allSchemas(documents: ServiceDocuments): Schemas {
  const known: Schemas = {};
  for (const [service, { components }] of Object.entries(documents)) {
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
      const before = known[name];
      if (before !== undefined && !isDeepStrictEqual(before, schema)) {
        throw new Error(`${service} means something else by the schema "${name}" than another service.`);
      }
      known[name] = schema;
    }
  }
  return known;
}
