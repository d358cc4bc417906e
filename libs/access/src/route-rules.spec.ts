import { Controller, Get, Post } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { Module } from '@nestjs/core/injector/module.js';
import { Authenticated, PUBLIC, Public, RequirePermission } from './access.decorators.js';
import { UnmarkedRoutesError } from './access.errors.js';
import { AccessGuard } from './access.guard.js';
import type { ProofVerifier } from './proof-verifier.js';
import { RouteRules } from './route-rules.js';
import type { TokenVerifier } from './token-verifier.js';

@Controller('marked')
class Marked {
  @Public()
  @Get()
  open(): void {
    return;
  }

  @RequirePermission('policies:read')
  @Get('one')
  one(): void {
    return;
  }

  helper(): void {
    return;
  }
}

@Controller('forgotten/')
class Forgotten {
  @Get()
  list(): void {
    return;
  }

  @Authenticated()
  @Get('fine')
  fine(): void {
    return;
  }

  @Post('/one')
  write(): void {
    return;
  }
}

@Public()
@Controller('open')
class Open {
  @Get()
  covered(): void {
    return;
  }

  @RequirePermission('policies:write')
  @Post()
  narrowed(): void {
    return;
  }
}

function rulesOf(...controllers: (new () => object)[]): RouteRules {
  const modules = new ModulesContainer();
  const root = new Module(Marked, {} as ConstructorParameters<typeof Module>[1]);
  for (const controller of controllers) root.addController(controller);
  modules.set('root', root);
  return new RouteRules(new Reflector(), new DiscoveryService(modules), new MetadataScanner());
}

const guardOf = (rules: RouteRules): AccessGuard =>
  new AccessGuard(rules, {} as TokenVerifier, {} as ProofVerifier);

describe('RouteRules', () => {
  it('names every route without a mark, and no method that is none', () => {
    expect(rulesOf(Marked, Forgotten, Open).unmarked()).toStrictEqual([
      'GET Forgotten.list (forgotten/)',
      'POST Forgotten.write (forgotten/one)',
    ]);
  });

  it('lets the mark of a method win over that of its class', () => {
    const rules = rulesOf(Open);
    const ruleOf = (route: string) =>
      rules.ruleOf(Open, Object.getOwnPropertyDescriptor(Open.prototype, route)?.value as () => void);
    expect([ruleOf('covered'), ruleOf('narrowed')]).toStrictEqual([PUBLIC, 'policies:write']);
  });

  it('keeps the start from going on with a route that nobody has marked', () => {
    const guard = guardOf(rulesOf(Marked, Forgotten));
    expect(() => {
      guard.onApplicationBootstrap();
    }).toThrow(UnmarkedRoutesError);
  });

  it('lets a service with marked routes start', () => {
    const guard = guardOf(rulesOf(Marked, Open));
    expect(() => {
      guard.onApplicationBootstrap();
    }).not.toThrow();
  });
});
