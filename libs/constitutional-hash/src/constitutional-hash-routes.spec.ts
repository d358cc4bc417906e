import { type CanActivate, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { AddsConstitutionalHash } from './adds-constitutional-hash.decorator.js';
import { CONSTITUTIONAL_HASH } from './constitutional-hash.js';
import {
  ConstitutionalHashMismatchError,
  ConstitutionalHashRequiredError,
} from './constitutional-hash.errors.js';
import { ConstitutionalHashGuard } from './constitutional-hash.guard.js';
import { WithoutConstitutionalHash } from './without-constitutional-hash.decorator.js';

@Injectable()
class Adding implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

class Routes {
  required(): void {
    return;
  }

  @AddsConstitutionalHash(Adding)
  added(): void {
    return;
  }

  @WithoutConstitutionalHash()
  exempt(): void {
    return;
  }

  @AddsConstitutionalHash(Adding)
  @WithoutConstitutionalHash()
  addedAndExempt(): void {
    return;
  }
}

@WithoutConstitutionalHash()
class Open {
  inherited(): void {
    return;
  }
}

describe('ConstitutionalHashGuard', () => {
  const guard = new ConstitutionalHashGuard(new Reflector());

  function ask(routes: typeof Routes | typeof Open, route: string, hash?: string): () => boolean {
    const handler = Object.getOwnPropertyDescriptor(routes.prototype, route)?.value as () => void;
    const headers = hash === undefined ? {} : { 'x-constitutional-hash': hash };
    return () => guard.canActivate(new ExecutionContextHost([{ headers }], routes, handler));
  }

  it('asks for the hash on a route without a mark, each time', () => {
    expect(ask(Routes, 'required', CONSTITUTIONAL_HASH)()).toBe(true);
    expect(ask(Routes, 'required')).toThrow(ConstitutionalHashRequiredError);
    expect(ask(Routes, 'required', '')).toThrow(ConstitutionalHashRequiredError);
    expect(ask(Routes, 'required', 'another')).toThrow(ConstitutionalHashMismatchError);
  });

  it('lets a request without the hash come to where it is added, and none with another', () => {
    expect(ask(Routes, 'added')()).toBe(true);
    expect(ask(Routes, 'added', CONSTITUTIONAL_HASH)()).toBe(true);
    expect(ask(Routes, 'added', 'another')).toThrow(ConstitutionalHashMismatchError);
  });

  it.each([
    ['a method', Routes, 'exempt'],
    ['a method that could have it added', Routes, 'addedAndExempt'],
    ['a class', Open, 'inherited'],
  ] as const)('asks nothing where %s is exempt, whatever is sent', (_case, routes, route) => {
    expect(ask(routes, route)()).toBe(true);
    expect(ask(routes, route, 'another')()).toBe(true);
    expect(ask(routes, route)()).toBe(true);
  });
});
