import fc from 'fast-check';
import type { Schemas } from '../../../tools/openapi/openapi-types.js';

/** What of JSON Schema our documents use; `pattern` by its source. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
}

const DEPTH_MAX = 6;
const ITEMS_MAX = 4;
const CHARACTERS_MAX = 40;
const INSTANTS = { min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true };
const REFERENCE = '#/components/schemas/';

/** Values that a schema of the document allows, small ones rather than large. */
export class SchemaValues {
  /** Of each schema that has a name, at each depth. */
  private readonly named = new Map<string, fc.Arbitrary<unknown>>();

  constructor(private readonly schemas: Schemas) {}

  of(schema: JsonSchema, depth = 0): fc.Arbitrary<unknown> {
    if (schema.$ref !== undefined) return this.ofName(schema.$ref, depth + 1);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    if (schema.const !== undefined) return fc.constant(schema.const);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return fc.oneof(...choices.map((choice) => this.of(choice, depth)));
    if (schema.allOf !== undefined) return this.of(Object.assign({}, ...schema.allOf) as JsonSchema, depth);
    return this.ofType(schema, depth);
  }

  /** Schemas that contain themselves end in null, allowed or not. */
  private ofName(reference: string, depth: number): fc.Arbitrary<unknown> {
    if (depth > DEPTH_MAX) return fc.constant(null);
    const key = `${reference} ${String(depth)}`;
    let values = this.named.get(key);
    if (values === undefined) {
      values = this.of(this.resolved(reference), depth);
      this.named.set(key, values);
    }
    return values;
  }

  private resolved(reference: string): JsonSchema {
    const schema = this.schemas[reference.slice(REFERENCE.length)];
    if (schema === undefined) throw new Error(`${reference} leads nowhere`);
    return schema;
  }

  private ofType(schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
    const [type] = [schema.type ?? 'any'].flat();
    switch (type) {
      case 'string':
        return stringOf(schema);
      case 'integer':
        return fc.integer({
          min: schema.minimum ?? -1000,
          max: Math.min(schema.maximum ?? 1000, 2 ** 31 - 1),
        });
      case 'number':
        return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return this.arrayOf(schema, depth);
      case 'object':
        return this.objectOf(schema, depth);
      default:
        return fc.jsonValue({ maxDepth: 2 });
    }
  }

  private arrayOf(
    { items = {}, minItems = 0, maxItems = ITEMS_MAX }: JsonSchema,
    depth: number,
  ): fc.Arbitrary<unknown> {
    const most = depth > DEPTH_MAX ? minItems : Math.max(minItems, Math.min(maxItems, ITEMS_MAX));
    return fc.array(this.of(items, depth + 1), { minLength: minItems, maxLength: most });
  }

  private objectOf(schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
    const { properties = {}, required = [], additionalProperties } = schema;
    const names = Object.keys(properties).filter((name) => depth <= DEPTH_MAX || required.includes(name));
    const members = Object.fromEntries(
      names.map((name) => [name, this.of(properties[name] ?? {}, depth + 1)]),
    );
    const own = fc.record(members, { requiredKeys: names.filter((name) => required.includes(name)) });
    if (typeof additionalProperties !== 'object' || depth > DEPTH_MAX) return own;
    const others = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      this.of(additionalProperties, depth + 1),
      {
        maxKeys: ITEMS_MAX,
      },
    );
    return fc.tuple(others, own).map(([one, other]) => ({ ...one, ...other }));
  }
}

function stringOf(schema: JsonSchema): fc.Arbitrary<string> {
  const { pattern, format, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  if (format === 'date-time') return fc.date(INSTANTS).map((date) => date.toISOString());
  if (format === 'uri') return fc.webUrl();
  if (format === 'uuid') return fc.uuid();
  if (pattern !== undefined) {
    return fc
      .stringMatching(new RegExp(pattern), { size: 'xsmall' })
      .filter(({ length }) => length >= minLength && length <= maxLength);
  }
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, CHARACTERS_MAX)) });
}
