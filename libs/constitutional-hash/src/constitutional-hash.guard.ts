import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { timingSafeEqual } from 'node:crypto';
import { ADDS_CONSTITUTIONAL_HASH } from './adds-constitutional-hash.decorator.js';
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

/** Asked of everybody, of those alone for whom it is not added, or of nobody. */
type HashRule = 'required' | 'added' | 'exempt';

@Injectable()
export class ConstitutionalHashGuard implements CanActivate {
  private readonly rules = new WeakMap<object, HashRule>();

  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const rule = this.ruleOf(context);
    if (rule === 'exempt') return true;
    const value = context.switchToHttp().getRequest<HeaderBearer>().headers[HEADER];
    if (rule === 'added' && isMissing(value)) return true;
    requireConstitutionalHash(value);
    return true;
  }

  private ruleOf(context: ExecutionContext): HashRule {
    const handler = context.getHandler();
    let rule = this.rules.get(handler);
    if (rule === undefined) {
      const isMarked = (mark: symbol): boolean =>
        this.reflector.getAllAndOverride<boolean | undefined>(mark, [handler, context.getClass()]) === true;
      rule = 'required';
      if (isMarked(ADDS_CONSTITUTIONAL_HASH)) rule = 'added';
      if (isMarked(WITHOUT_CONSTITUTIONAL_HASH)) rule = 'exempt';
      this.rules.set(handler, rule);
    }
    return rule;
  }
}

/**
 * Puts the hash into the headers of a request that has none, when it may be added for its caller.
 *
 * @throws ConstitutionalHashRequiredError when it is missing and may not be added
 * @throws ConstitutionalHashMismatchError when it is another
 */
export function addConstitutionalHash(
  headers: Record<string, string | string[] | undefined>,
  mayBeAdded: boolean,
): void {
  if (mayBeAdded && isMissing(headers[HEADER])) headers[HEADER] = CONSTITUTIONAL_HASH;
  requireConstitutionalHash(headers[HEADER]);
}

/**
 * Compares in constant time: how long it takes tells nothing of where a wrong value differs.
 *
 * @throws ConstitutionalHashRequiredError without a value
 * @throws ConstitutionalHashMismatchError for another value, or for several
 */
export function requireConstitutionalHash(value: string | string[] | undefined): void {
  if (isMissing(value)) throw new ConstitutionalHashRequiredError();
  const given = Buffer.from(String(value), 'latin1');
  if (given.length !== EXPECTED.length || !timingSafeEqual(given, EXPECTED)) {
    throw new ConstitutionalHashMismatchError();
  }
}

const isMissing = (value: string | string[] | undefined): value is '' | undefined =>
  value === undefined || value === '';
