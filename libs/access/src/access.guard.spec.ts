import type { Permission } from '@acgs/contracts';
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Authenticated, type CallerBearer, Public, RequirePermission } from './access.decorators.js';
import {
  PermissionMissingError,
  ProofRejectedError,
  RouteUnmarkedError,
  TokenRejectedError,
  TokenRequiredError,
} from './access.errors.js';
import { AccessGuard } from './access.guard.js';
import type { CallerIdentity } from './caller-identity.js';
import { ProofVerifier } from './proof-verifier.js';
import { RouteRules } from './route-rules.js';
import type { TokenVerifier } from './token-verifier.js';
import type { VerificationGate } from './verification-gate.js';

const agent: CallerIdentity = {
  subject: 'agent',
  principal: 'client',
  isAgent: true,
  clientId: 'agent',
  tenant: 'default',
  roles: ['agent'],
  permissions: new Set<Permission>(['decisions:create']),
  actor: 'agent',
  actors: [],
  delegations: [],
  grantId: null,
  authTime: null,
  acr: null,
  jkt: null,
  expiresAt: 1,
};

/** Knows the token `known`, and verifies every other. */
const tokens = {
  known: (authorization: string) => (authorization === 'Bearer known' ? agent : null),
  verify: (authorization: string) =>
    authorization === '' ? Promise.reject(new TokenRequiredError()) : Promise.resolve(agent),
} as unknown as TokenVerifier;

class Routes {
  @Public()
  open(): string {
    return 'open';
  }

  @Authenticated()
  authenticated(): string {
    return 'authenticated';
  }

  @RequirePermission('decisions:create')
  permitted(): string {
    return 'permitted';
  }

  @RequirePermission('policies:write')
  forbidden(): string {
    return 'forbidden';
  }

  unmarked(): string {
    return 'unmarked';
  }
}

interface Request extends CallerBearer {
  readonly headers: { readonly authorization?: string };
}

function contextOf(route: keyof Routes, request: Request, routeClass = Routes): ExecutionContextHost {
  const handler = Object.getOwnPropertyDescriptor(Routes.prototype, route)?.value as () => unknown;
  return new ExecutionContextHost([request], routeClass, handler);
}

describe('AccessGuard', () => {
  const discovery = new DiscoveryService(new ModulesContainer());
  const proofs = new ProofVerifier({
    AUTH_ISSUER: 'http://issuer.test',
    AUTH_JWKS_URL: 'http://issuer.test/keys',
    AUTH_AUDIENCE: 'urn:test',
    service: 'test',
  });
  const guard = new AccessGuard(
    new RouteRules(new Reflector(), discovery, new MetadataScanner()),
    tokens,
    proofs,
  );

  function ask(route: keyof Routes, request: Request, routeClass = Routes): boolean | Promise<boolean> {
    return guard.canActivate(contextOf(route, request, routeClass));
  }

  const bearing = (token: string): Request => ({ headers: { authorization: `Bearer ${token}` } });

  it('lets everybody through to a public route, without a caller', () => {
    const request = bearing('known');
    expect(ask('open', request)).toBe(true);
    expect(request.caller).toBeUndefined();
  });

  it.each(['authenticated', 'permitted'] as const)('answers at once for a known token (%s)', (route) => {
    const request = bearing('known');
    expect(ask(route, request)).toBe(true);
    expect(request.caller).toBe(agent);
  });

  it('answers a new token once it is verified', async () => {
    const request = bearing('new');
    const answer = ask('permitted', request);
    expect(answer).toBeInstanceOf(Promise);
    expect(request.caller).toBeUndefined();
    await expect(answer).resolves.toBe(true);
    expect(request.caller).toBe(agent);
  });

  it('refuses a caller without the permission, known or new, and keeps it out of the request', async () => {
    const request = bearing('known');
    expect(() => ask('forbidden', request)).toThrow(PermissionMissingError);
    await expect(ask('forbidden', bearing('new'))).rejects.toThrow(PermissionMissingError);
    expect(request.caller).toBeUndefined();
  });

  it('asks for a token', async () => {
    await expect(ask('authenticated', { headers: {} })).rejects.toThrow(TokenRequiredError);
  });

  it('is closed to everybody where a route has no mark', () => {
    expect(() => ask('unmarked', bearing('known'))).toThrow(RouteUnmarkedError);
  });

  it('asks for a proof by a token that is bound to a key, and by the scheme DPoP whatever the token', async () => {
    const bound = { ...agent, jkt: 'key' };
    const knowing = (caller: CallerIdentity): AccessGuard =>
      new AccessGuard(
        new RouteRules(new Reflector(), discovery, new MetadataScanner()),
        { known: () => caller } as unknown as TokenVerifier,
        proofs,
      );
    const admit = async (caller: CallerIdentity, authorization: string): Promise<boolean> => {
      return knowing(caller).canActivate(contextOf('authenticated', { headers: { authorization } }));
    };
    await expect(admit(bound, 'Bearer token')).rejects.toThrow(TokenRejectedError);
    await expect(admit(bound, 'DPoP token')).rejects.toThrow(ProofRejectedError);
    await expect(admit(agent, 'DPoP token')).rejects.toThrow(TokenRejectedError);
    await expect(admit(agent, 'Bearer token')).resolves.toBe(true);
  });

  it('verifies a new token behind the gate, where there is one', async () => {
    const entered: unknown[] = [];
    const gate: VerificationGate = {
      enter: (request) => {
        entered.push(request);
        return () => undefined;
      },
    };
    const verifying = {
      known: () => null,
      verify: (_authorization: string, enter: () => () => void) => {
        enter()();
        return Promise.resolve(agent);
      },
    } as unknown as TokenVerifier;
    const rules = new RouteRules(new Reflector(), discovery, new MetadataScanner());
    const request = bearing('new');
    const context = contextOf('authenticated', request);
    await expect(new AccessGuard(rules, verifying, proofs, gate).canActivate(context)).resolves.toBe(true);
    expect(entered).toStrictEqual([request]);
    await expect(new AccessGuard(rules, verifying, proofs).canActivate(context)).resolves.toBe(true);
    expect(entered).toHaveLength(1);
  });

  it('reads the mark of the class that a shared handler is called through', () => {
    @RequirePermission('decisions:create')
    class Marked extends Routes {}
    expect(ask('unmarked', bearing('known'), Marked)).toBe(true);
    expect(() => ask('unmarked', bearing('known'))).toThrow(RouteUnmarkedError);
  });
});
