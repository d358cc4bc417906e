import type { Fault } from '@acgs/contracts';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { jsonPointer } from './json-pointer.js';
import { ValidationFailedError } from './request.errors.js';
import { UnreadBody } from './unread-body.js';

const FAULTS_MAX = 100;

/**
 * Reads a body that the guards have let pass, and validates whatever has a schema. Lists every fault with its JSON
 * Pointer (RFC 6901). Nest's own pipe would walk each value once more to take out the `__proto__` keys that the readers of
 * bodies refuse.
 */
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    const input = value instanceof UnreadBody ? value.read() : value;
    if (schema === undefined) return input;
    if (type === 'query' || type === 'param') refuseNul(input);
    const result = schema['~standard'].validate(input);
    if (result instanceof Promise) throw new TypeError('the schemas of routes are synchronous');
    if (result.issues === undefined) return result.value;
    throw new ValidationFailedError(faultsOf(result.issues as readonly z.core.$ZodIssue[]));
  }
}

/** PostgreSQL can't store NUL; the readers of bodies refuse it too. */
function refuseNul(parameters: unknown): void {
  const faults = Object.entries(parameters ?? {})
    .filter(([, value]) => typeof value === 'string' && value.includes('\0'))
    .map(([name]) => ({ path: jsonPointer([name]), message: 'must not contain NUL' }));
  if (faults.length > 0) throw new ValidationFailedError(faults);
}

export function faultsOf(issues: readonly z.core.$ZodIssue[]): Fault[] {
  return issues.flatMap(faultsOfIssue).slice(0, FAULTS_MAX);
}

function faultsOfIssue(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: jsonPointer([...issue.path, key]), message: 'unknown field' }));
  }
  return [{ path: jsonPointer(issue.path), message: issue.message }];
}
