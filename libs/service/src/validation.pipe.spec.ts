import type { ArgumentMetadata } from '@nestjs/common';
import { z } from 'zod';
import { type ValidationFailedError } from './request.errors.js';
import { ValidationPipe } from './validation.pipe.js';

const SCHEMA = z.strictObject({
  limit: z.coerce.number().int().optional(),
  list: z.array(z.string()).optional(),
  text: z.string().optional(),
});

const transform = (type: ArgumentMetadata['type'], value: unknown): unknown =>
  new ValidationPipe().transform(value, { type, schema: SCHEMA });

function faultsOf(type: ArgumentMetadata['type'], value: unknown): unknown {
  try {
    return transform(type, value);
  } catch (error) {
    return (error as ValidationFailedError).details.faults;
  }
}

describe('ValidationPipe', () => {
  it('gives what the schema makes of the value, and leaves alone what has none', () => {
    expect(transform('query', { limit: '7' })).toStrictEqual({ limit: 7 });
    const value = { anything: 1 };
    expect(new ValidationPipe().transform(value, { type: 'custom' })).toBe(value);
  });

  it('lists every fault with its JSON Pointer, unknown fields by their own', () => {
    expect(faultsOf('body', { list: ['a', 1], text: 2, 'a/b~': 1, c: 1 })).toStrictEqual([
      { path: '/list/1', message: expect.any(String) },
      { path: '/text', message: expect.any(String) },
      { path: '/a~1b~0', message: 'unknown field' },
      { path: '/c', message: 'unknown field' },
    ]);
  });

  it('lists 100 faults of however many', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`f${String(n)}`, 1]));
    expect(faultsOf('body', many)).toHaveLength(100);
  });

  it.each(['query', 'param'] as const)('refuses NUL in a %s', (type) => {
    expect(faultsOf(type, { text: 'a\0b', limit: '1' })).toStrictEqual([
      { path: '/text', message: 'must not contain NUL' },
    ]);
  });
});
