import type { Schemas } from './openapi-types.js';
import { type Direction, SchemaChanges } from './schema-changes.js';

function changes(direction: Direction, before: object, after: object, schemas: Schemas = {}): string[] {
  const comparison = new SchemaChanges(schemas, schemas, direction);
  comparison.compare(before, after, 'it');
  return comparison.found;
}

const text = { type: 'string' };
const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

describe('SchemaChanges', () => {
  it.each<[string, object, object]>([
    ['it/a: is required', object({ a: text }), object({ a: text }, { required: ['a'] })],
    ['it/b: is required', object({}), object({ b: text }, { required: ['b'] })],
    ['it/a: is gone', object({ a: text }), object({})],
    ['it: the type is narrower', { type: ['string', 'null'] }, text],
    ['it: the type is narrower', {}, text],
    ['it: the type is narrower', { type: 'number' }, { type: 'integer' }],
    ['it: the enum is narrower', { enum: ['a', 'b'] }, { enum: ['a'] }],
    ['it: the enum is narrower', text, { type: 'string', enum: ['a'] }],
    ['it: the enum is narrower', { enum: ['a', 'b'] }, { const: 'a' }],
    ['it: maxLength is tighter', { maxLength: 9 }, { maxLength: 8 }],
    ['it: maxItems is tighter', {}, { maxItems: 8 }],
    ['it: minimum is tighter', { minimum: 0 }, { minimum: 1 }],
    ['it: pattern is another', text, { type: 'string', pattern: '^a' }],
    ['it: default is another', { default: 'a' }, { default: 'b' }],
    ['it/*: is refused', object({}), object({}, { additionalProperties: false })],
    ['it/*: is refused', object({}), object({}, { additionalProperties: text })],
    ['it[]: the type is narrower', { items: {} }, { items: text }],
    ['it/*: the type is narrower', { additionalProperties: {} }, { additionalProperties: text }],
    ['it: a choice is gone', { anyOf: [text, { type: 'null' }] }, text],
    ['it: a choice is gone', { oneOf: [object({ a: text })] }, { oneOf: [object({})] }],
    ['it: allOf is another', { allOf: [text] }, {}],
  ])('finds in a request: %s', (change, before, after) => {
    expect(changes('request', before, after)).toStrictEqual([change]);
  });

  it.each<[string, object, object]>([
    ['it/a: is gone', object({ a: text }), object({})],
    ['it/a: may be missing', object({ a: text }, { required: ['a'] }), object({ a: text })],
    ['it: the type is wider', text, { type: ['string', 'null'] }],
    ['it: the enum is wider', { enum: ['a'] }, { enum: ['a', 'b'] }],
    ['it: the enum is wider', { enum: ['a'] }, text],
    ['it: there is another choice', text, { anyOf: [text, { type: 'null' }] }],
    ['it[]/a: is gone', { items: object({ a: text }) }, { items: object({}) }],
  ])('finds in an answer: %s', (change, before, after) => {
    const found = changes('answer', before, after);
    expect(found).toContain(change);
  });

  it.each<[Direction, object, object]>([
    ['request', object({ a: text }, { required: ['a'] }), object({ a: text, b: text })],
    ['request', text, { type: ['string', 'null'] }],
    ['request', { type: 'integer' }, { type: 'number' }],
    ['request', { enum: ['a'] }, { enum: ['a', 'b'] }],
    ['request', text, { anyOf: [{ type: 'null' }, text] }],
    ['request', { maxLength: 8, minimum: 1, pattern: 'a' }, { maxLength: 9 }],
    ['request', object({}, { additionalProperties: false }), object({})],
    ['answer', object({ a: text }), object({ a: text, b: text }, { required: ['a'] })],
    ['answer', { type: ['string', 'null'] }, text],
    ['answer', { enum: ['a', 'b'] }, { const: 'a' }],
    ['answer', { anyOf: [text, { type: 'null' }] }, text],
    ['answer', { description: 'one', examples: [1] }, { description: 'other' }],
  ])('lets a schema of a %s go the way that breaks nobody', (direction, before, after) => {
    expect(changes(direction, before, after)).toStrictEqual([]);
  });

  it('ends where schemas hold themselves, under whatever name', () => {
    const value = (name: string): object => ({
      anyOf: [text, { items: { $ref: `#/components/schemas/${name}` } }],
    });
    const schemas = { One: value('One'), Other: value('Other') } as Schemas;
    const [one, other] = ['One', 'Other'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
    expect(changes('request', one ?? {}, other ?? {}, schemas)).toStrictEqual([]);
    expect(changes('answer', one ?? {}, one ?? {}, schemas)).toStrictEqual([]);
  });
});
