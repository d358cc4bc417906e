import { DomainError } from '@acgs/contracts';

/** Those of RFC 9110 that services know, and PATCH; not CONNECT, and not TRACE, which would show a page what it may not read. */
const PASSED: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const ALLOW = [...PASSED].join(', ');

class MethodRefusedError extends DomainError {
  readonly problem = 'method-not-allowed';

  constructor(method: string) {
    super(`${method} is not passed on.`, { headers: { Allow: ALLOW } });
  }
}

/** Null for a method that is passed on. */
export const methodFault = (method: string): DomainError | null =>
  PASSED.has(method) ? null : new MethodRefusedError(method);
