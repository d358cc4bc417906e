import { neededSchemas } from './joined-schemas.js';
import type { Schemas } from './openapi-types.js';
import type { ServiceDocuments } from './service-documents.js';

const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

const documents = (core: object, engine: object): ServiceDocuments =>
  ({
    'constitutional-core': { components: { schemas: core as Schemas } },
    'governance-engine': { components: { schemas: engine as Schemas } },
  }) as unknown as ServiceDocuments;

describe('neededSchemas', () => {
  it('keeps what is led to, by name, and nothing else', () => {
    const core = { B: { items: reference('A') }, A: { items: reference('B') }, Unused: {} };
    expect(Object.keys(neededSchemas(documents(core, {}), reference('B')))).toStrictEqual(['A', 'B']);
  });

  it('takes the same schema from two services, and refuses two of one name', () => {
    const one = { A: { type: 'string' } };
    expect(neededSchemas(documents(one, { ...one }), reference('A'))).toStrictEqual(one);
    expect(() => neededSchemas(documents(one, { A: { type: 'number' } }), reference('A'))).toThrow(
      'governance-engine means something else by the schema "A"',
    );
  });

  it('refuses a name that nobody knows', () => {
    expect(() => neededSchemas(documents({}, {}), reference('A'))).toThrow(
      'No service knows the schema "A".',
    );
  });
});
