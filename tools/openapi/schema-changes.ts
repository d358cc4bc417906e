import { isDeepStrictEqual } from 'node:util';
import type { Schemas } from './openapi-types.js';

/** Who writes what the schema describes: callers a request, the service an answer. */
export type Direction = 'request' | 'answer';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly [keyword: string]: unknown;
}

/** Of numbers, and whether a larger one lets less through. */
const BOUNDS: Readonly<Record<string, 'lower' | 'upper'>> = {
  minimum: 'lower',
  exclusiveMinimum: 'lower',
  minLength: 'lower',
  minItems: 'lower',
  minProperties: 'lower',
  maximum: 'upper',
  exclusiveMaximum: 'upper',
  maxLength: 'upper',
  maxItems: 'upper',
  maxProperties: 'upper',
};
/** What says something else as soon as it is not the same. */
const EXACT = [
  'pattern',
  'format',
  'multipleOf',
  'uniqueItems',
  'default',
  'not',
  'propertyNames',
  'prefixItems',
];

/** What of one schema breaks callers who know the other; linear in their size, for each component is compared once. */
export class SchemaChanges {
  private readonly compared = new Set<string>();
  readonly found: string[] = [];

  constructor(
    private readonly before: Schemas,
    private readonly after: Schemas,
    private readonly direction: Direction,
  ) {}

  compare(one: object, other: object, place: string): void {
    const [before, after] = [one as Schema, other as Schema];
    const names = before.$ref !== undefined && after.$ref !== undefined ? [before.$ref, after.$ref] : null;
    if (names !== null) {
      const pair = names.join(' ');
      if (this.compared.has(pair)) return;
      this.compared.add(pair);
    }
    const component = before.$ref === after.$ref ? nameIn(after.$ref) : null;
    this.compareOwn(resolved(before, this.before), resolved(after, this.after), component ?? place);
  }

  private compareOwn(before: Schema, after: Schema, place: string): void {
    const choices = [choicesOf(before), choicesOf(after)] as const;
    if (choices[0] !== null || choices[1] !== null) {
      this.compareChoices(choices[0] ?? [before], choices[1] ?? [after], place);
      return;
    }
    this.compareValues(before, after, place);
    this.compareProperties(before, after, place);
    if (before.items !== undefined && after.items !== undefined) {
      this.compare(before.items, after.items, `${place}[]`);
    }
    this.compareOthers(before.additionalProperties, after.additionalProperties, `${place}/*`);
    if (!isDeepStrictEqual(before.allOf, after.allOf)) this.found.push(`${place}: allOf is another`);
    if (this.direction === 'request') this.compareLimits(before, after, place);
  }

  /** What a caller may send has to be accepted still; what a caller gets has to be something that it knows. */
  private compareChoices(before: readonly Schema[], after: readonly Schema[], place: string): void {
    const [needed, offered] = this.direction === 'request' ? [before, after] : [after, before];
    for (const one of needed) {
      const fits = offered.some((other) =>
        this.direction === 'request' ? this.isCompatible(one, other) : this.isCompatible(other, one),
      );
      if (!fits)
        this.found.push(
          `${place}: ${this.direction === 'request' ? 'a choice is gone' : 'there is another choice'}`,
        );
    }
  }

  private isCompatible(before: Schema, after: Schema): boolean {
    const trial = new SchemaChanges(this.before, this.after, this.direction);
    for (const pair of this.compared) trial.compared.add(pair);
    trial.compare(before, after, '');
    return trial.found.length === 0;
  }

  private compareValues(before: Schema, after: Schema, place: string): void {
    const [wide, narrow] = this.direction === 'request' ? [before, after] : [after, before];
    const word = this.direction === 'request' ? 'narrower' : 'wider';
    if (!contains(typesOf(narrow), typesOf(wide))) this.found.push(`${place}: the type is ${word}`);
    if (!contains(valuesOf(narrow), valuesOf(wide))) this.found.push(`${place}: the enum is ${word}`);
  }

  private compareProperties(before: Schema, after: Schema, place: string): void {
    const [old = {}, now = {}] = [before.properties, after.properties];
    const asked = (name: string): boolean => after.required?.includes(name) === true;
    const promised = (name: string): boolean => before.required?.includes(name) === true;
    for (const [name, schema] of Object.entries(old)) {
      const member = `${place}/${name}`;
      const next = now[name];
      if (next === undefined) this.found.push(`${member}: is gone`);
      else this.compare(schema, next, member);
      if (next !== undefined && this.direction === 'answer' && promised(name) && !asked(name)) {
        this.found.push(`${member}: may be missing`);
      }
    }
    if (this.direction === 'answer') return;
    const required = (after.required ?? []).filter((name) => !promised(name));
    for (const name of required) this.found.push(`${place}/${name}: is required`);
  }

  private compareOthers(
    before: Schema['additionalProperties'],
    after: Schema['additionalProperties'],
    place: string,
  ): void {
    if (typeof before === 'object' && typeof after === 'object') this.compare(before, after, place);
    else if (this.direction === 'request' && before !== false && after !== undefined && after !== true) {
      if (typeof after === 'boolean' || typeof before !== 'object') this.found.push(`${place}: is refused`);
    }
  }

  private compareLimits(before: Schema, after: Schema, place: string): void {
    for (const [keyword, side] of Object.entries(BOUNDS)) {
      const [old, now] = [before[keyword], after[keyword]];
      if (typeof now !== 'number') continue;
      const tighter = typeof old !== 'number' || (side === 'lower' ? now > old : now < old);
      if (tighter) this.found.push(`${place}: ${keyword} is tighter`);
    }
    for (const keyword of EXACT) {
      const [old, now] = [before[keyword], after[keyword]];
      if (now !== undefined && !isDeepStrictEqual(old, now))
        this.found.push(`${place}: ${keyword} is another`);
    }
  }
}

function resolved(schema: Schema, schemas: Schemas): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...own } = schema;
  const named = schemas[nameIn($ref) ?? ''];
  if (named === undefined) throw new Error(`${$ref} leads nowhere.`);
  return { ...(named as Schema), ...own };
}

const nameIn = (reference: string | undefined): string | null => reference?.split('/').at(-1) ?? null;

const choicesOf = ({ anyOf, oneOf }: Schema): readonly Schema[] | null => anyOf ?? oneOf ?? null;

/** Null for whatever there is. */
const typesOf = ({ type }: Schema): readonly unknown[] | null =>
  type === undefined
    ? null
    : [type].flat().flatMap((one) => (one === 'number' ? ['number', 'integer'] : [one]));

const valuesOf = (schema: Schema): readonly unknown[] | null =>
  schema.enum ?? ('const' in schema ? [schema.const] : null);

/** Whether all that the second lets through, the first does, too. */
function contains(whole: readonly unknown[] | null, part: readonly unknown[] | null): boolean {
  if (whole === null) return true;
  return part?.every((one) => whole.some((other) => isDeepStrictEqual(one, other))) === true;
}
