import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

type Direction = 'input' | 'output';
type Components = Readonly<Record<string, unknown>>;

interface ConvertedSchema {
  readonly schema: unknown;
  readonly components: Components;
}

/**
 * Zod's own JSON Schema (2020-12, as OpenAPI 3.1 wants it); schemas with an id become components. One that is sent
 * otherwise than it is answered, for what has a default may be left out, is another component: its name ends in `Input`.
 */
export function jsonSchemaOf(schema: unknown, direction: Direction): ConvertedSchema | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const sent = convert(schema, direction);
  if (direction === 'output') return sent;
  const differing = differingNames(sent.components, convert(schema, 'output').components);
  return differing.size === 0 ? sent : renamed(sent, differing);
}

function convert(schema: z.ZodType, io: Direction): ConvertedSchema {
  const json = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  const { $defs: components = {}, id, ...own } = json;
  delete own.$schema;
  if (typeof id !== 'string') return { schema: own, components };
  return { schema: { $ref: `#/$defs/${id}` }, components: { ...components, [id]: own } };
}

/** The components that differ themselves, and those that lead to one. */
function differingNames(sent: Components, answered: Components): ReadonlySet<string> {
  const names = Object.keys(sent);
  const found = new Set(names.filter((name) => !isDeepStrictEqual(sent[name], answered[name])));
  let before: number;
  do {
    before = found.size;
    for (const name of names) if ([...found].some((other) => mentions(sent[name], other))) found.add(name);
  } while (found.size > before);
  return found;
}

const mentions = (schema: unknown, name: string): boolean =>
  JSON.stringify(schema).includes(`"$ref":"#/$defs/${name}"`);

function renamed({ schema, components }: ConvertedSchema, names: ReadonlySet<string>): ConvertedSchema {
  const nameOf = (name: string): string => (names.has(name) ? `${name}Input` : name);
  const text = JSON.stringify({ schema, components }).replaceAll(
    /"\$ref":"#\/\$defs\/([^"]+)"/g,
    (_match, name: string) => `"$ref":"#/$defs/${nameOf(name)}"`,
  );
  const changed = JSON.parse(text) as ConvertedSchema;
  return {
    schema: changed.schema,
    components: Object.fromEntries(
      Object.entries(changed.components).map(([name, one]) => [nameOf(name), one]),
    ),
  };
}
