import { z } from 'zod';
import { jsonSchemaOf } from './json-schema.js';

const Part = z.strictObject({ text: z.string().default('') }).meta({ id: 'Part' });
const Plain = z.strictObject({ text: z.string() }).meta({ id: 'Plain' });
const Whole = z.strictObject({ part: Part, plain: Plain }).meta({ id: 'Whole' });

describe('jsonSchemaOf', () => {
  it('gives what is sent another name where it may lack what is answered, and what leads there, too', () => {
    const sent = jsonSchemaOf(Whole, 'input');
    expect(sent?.schema).toStrictEqual({ $ref: '#/$defs/WholeInput' });
    expect(Object.keys(sent?.components ?? {}).sort()).toStrictEqual(['PartInput', 'Plain', 'WholeInput']);
    expect(sent?.components.WholeInput).toMatchObject({
      properties: { part: { $ref: '#/$defs/PartInput' }, plain: { $ref: '#/$defs/Plain' } },
    });
    expect(sent?.components.PartInput).not.toHaveProperty('required');
  });

  it('leaves what is answered its name', () => {
    const answered = jsonSchemaOf(Whole, 'output');
    expect(Object.keys(answered?.components ?? {}).sort()).toStrictEqual(['Part', 'Plain', 'Whole']);
    expect(answered?.components.Part).toMatchObject({ required: ['text'] });
  });

  it('knows nothing but zod', () => {
    expect(jsonSchemaOf({ type: 'string' }, 'input')).toBeUndefined();
  });
});
