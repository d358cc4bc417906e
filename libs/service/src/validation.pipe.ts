import type { Fault } from '@acgs/contracts';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { z } from 'zod';
import { jsonPointer } from './json-pointer.js';
import { ValidationFailedError } from './request.errors.js';

const FAULTS_MAX = 100;

/** Validates by the schema a parameter declares and lists every fault with its JSON Pointer (RFC 6901). */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => new ValidationFailedError(faultsOf(issues as readonly z.core.$ZodIssue[])),
  });
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
