import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { timingSafeEqual } from 'node:crypto';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from './constitutional-hash.js';
import {
  ConstitutionalHashMismatchError,
  ConstitutionalHashRequiredError,
} from './constitutional-hash.errors.js';
import { WITHOUT_CONSTITUTIONAL_HASH } from './without-constitutional-hash.decorator.js';

const HEADER = CONSTITUTIONAL_HASH_HEADER.toLowerCase();
const EXPECTED = Buffer.from(CONSTITUTIONAL_HASH, 'latin1');

interface HeaderBearer {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

@Injectable()
export class ConstitutionalHashGuard implements CanActivate {
  private readonly exempt = new WeakMap<object, boolean>();

  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.isExempt(context)) return true;
    requireConstitutionalHash(context.switchToHttp().getRequest<HeaderBearer>().headers[HEADER]);
    return true;
  }

  private isExempt(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    let exempt = this.exempt.get(handler);
    if (exempt === undefined) {
      const marks = [handler, context.getClass()];
      exempt =
        this.reflector.getAllAndOverride<boolean | undefined>(WITHOUT_CONSTITUTIONAL_HASH, marks) === true;
      this.exempt.set(handler, exempt);
    }
    return exempt;
  }
}

/**
 * Compares in constant time: how long it takes tells nothing of where a wrong value differs.
 *
 * @throws ConstitutionalHashRequiredError without a value
 * @throws ConstitutionalHashMismatchError for another value, or for several
 */
export function requireConstitutionalHash(value: string | string[] | undefined): void {
  if (value === undefined || value === '') throw new ConstitutionalHashRequiredError();
  const given = Buffer.from(String(value), 'latin1');
  if (given.length !== EXPECTED.length || !timingSafeEqual(given, EXPECTED)) {
    throw new ConstitutionalHashMismatchError();
  }
}
