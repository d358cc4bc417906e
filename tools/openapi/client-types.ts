import openapiTS, { astToString } from 'openapi-typescript';
import { join } from 'node:path';
import { HASH_PARAMETER } from './joined-document.js';

/** Where the types of libs/client are, from the project's folder. */
export const CLIENT_TYPES_FILE = join('libs', 'client', 'src', 'core', 'openapi.generated.ts');

interface SharedParameters {
  readonly components: {
    readonly parameters: Readonly<Record<string, { readonly schema: { enum: string[] } }>>;
  };
}

/** The TypeScript of libs/client that says what `document`, the joined one, says. */
export async function clientTypesText(document: string): Promise<string> {
  const parsed = JSON.parse(document, simplified) as Parameters<typeof openapiTS>[0];
  const types = astToString(await openapiTS(parsed, { immutable: true, defaultNonNullable: false }));
  const { parameters } = (parsed as SharedParameters).components;
  return `// Made from docs/openapi.json by: npm run openapi -- write

/** The charter for whose installations these types are. */
export const CONSTITUTIONAL_HASH = '${parameters[HASH_PARAMETER]?.schema.enum[0] ?? ''}';

${types}`;
}

/**
 * Leaves out examples, which are for readers of the document: as comments they were half of the file. A JSON value is
 * `unknown`: TypeScript knows no member that is made of itself.
 */
function simplified(this: object, key: string, value: unknown): unknown {
  if (key === 'JsonValue') return {};
  return key === 'example' && 'schema' in this ? undefined : value;
}
