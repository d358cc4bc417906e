import { type CallerIdentity, TokenVerifier } from '@acgs/access';
import {
  type ActorClaim,
  DELEGATION_TOKEN_TYPE,
  type Permission,
  PermissionSchema,
  STEP_UP_PERMISSIONS,
} from '@acgs/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AccessTokens, type NarrowedToken } from '../access-tokens/access-tokens.js';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { type DelegationRow, DelegationsRepository } from '../delegations/delegations.repository.js';
import { isLive } from '../delegations/live-delegation.js';
import { type Rights, SubjectRights } from '../rights/subject-rights.js';
import { GrantRefusedError, ScopeRefusedError } from './token-exchange.errors.js';

export const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';
const UuidSchema = z.uuid();

/** What an agent asks for (RFC 8693, section 2.1). */
export interface ExchangeRequest {
  /** The client that has proven who it is. */
  readonly agentId: string;
  readonly tenant: string;
  readonly subjectToken: string;
  readonly subjectTokenType: string;
  /** Separated by spaces; all that is to be had when it is undefined. */
  readonly scope: string | undefined;
  /** Thumbprint of the key that the token is to be bound to. */
  readonly jkt: string | undefined;
}

export interface ExchangedToken {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly permissions: readonly Permission[];
}

/** What the new token rests on: the chain of delegations, and the subject token when there was one. */
interface Foundation {
  readonly chain: readonly [DelegationRow, ...DelegationRow[]];
  readonly subjectToken: CallerIdentity | null;
}

/** Exchanges what a person gave an agent for a token with which the agent acts for that person. */
@Injectable()
export class TokenExchange {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly verifier: TokenVerifier,
    private readonly delegations: DelegationsRepository,
    private readonly rights: SubjectRights,
    @Inject(AUTH_SETTINGS) private readonly settings: Pick<AuthSettings, 'ACCESS_TOKEN_TTL_SECONDS'>,
  ) {}

  /**
   * Never with more permissions, nor for longer, than the person, each agent, each delegation and the subject token have.
   *
   * @throws GrantRefusedError, ScopeRefusedError
   */
  async exchange(request: ExchangeRequest): Promise<ExchangedToken> {
    const { chain, subjectToken } = await this.foundationOf(request);
    const holders = await this.holdersOf(chain);
    const now = Math.floor(Date.now() / 1000);
    const ends = [...chain, ...holders].flatMap(({ expiresAt }) =>
      expiresAt === null ? [] : secondsOf(expiresAt),
    );
    const expiresAt = Math.min(
      now + this.settings.ACCESS_TOKEN_TTL_SECONDS,
      subjectToken?.expiresAt ?? Number.POSITIVE_INFINITY,
      ...ends,
    );
    if (expiresAt <= now) throw new GrantRefusedError();
    const sources = [...holders, ...(subjectToken === null ? [] : [subjectToken])].map(
      ({ permissions }) => permissions,
    );
    const permissions = permissionsOf(request.scope, [
      ...sources,
      ...chain.map((link) => new Set(link.permissions)),
    ]);
    const token = {
      ...tokenOf(request, chain),
      permissions,
      expiresAt,
      grantId: subjectToken?.grantId ?? null,
    };
    return { accessToken: await this.tokens.sign(token), expiresIn: expiresAt - now, permissions };
  }

  private async foundationOf(request: ExchangeRequest): Promise<Foundation> {
    const { tenant, agentId, subjectToken, subjectTokenType } = request;
    if (subjectTokenType === DELEGATION_TOKEN_TYPE) {
      return { chain: await this.liveChain(tenant, agentId, subjectToken), subjectToken: null };
    }
    const caller = await this.verified(subjectToken);
    const isProven = caller.jkt === null || caller.jkt === request.jkt;
    if (!isProven || caller.tenant !== tenant || caller.principal !== 'person') throw new GrantRefusedError();
    const parent = caller.delegations.at(-1) ?? null;
    const last = await this.delegations.newestLive(tenant, caller.subject, agentId, parent);
    return { chain: await this.liveChain(tenant, agentId, last?.id ?? ''), subjectToken: caller };
  }

  private async verified(token: string): Promise<CallerIdentity> {
    try {
      return await this.verifier.verify(`Bearer ${token}`, () => () => undefined);
    } catch (cause) {
      throw new GrantRefusedError(cause);
    }
  }

  private async liveChain(tenant: string, agentId: string, id: string): Promise<Foundation['chain']> {
    if (!UuidSchema.safeParse(id).success) throw new GrantRefusedError();
    const [first, ...rest] = await this.delegations.chain(tenant, id);
    const chain = first === undefined ? null : ([first, ...rest] as const);
    if (chain?.at(-1)?.agentId !== agentId || !chain.every(isLive)) throw new GrantRefusedError();
    return [...chain];
  }

  /** The person and each agent, as they are now. */
  private async holdersOf([first, ...rest]: Foundation['chain']): Promise<readonly Rights[]> {
    const { tenant, person } = first;
    const agents = [first, ...rest].map(({ agentId }) => agentId);
    const holders = await Promise.all([
      this.rights.of({ tenant, principal: 'person', id: person }),
      ...agents.map((id) => this.rights.of({ tenant, principal: 'client', id })),
    ]);
    return holders.map((holder) => {
      if (holder === null) throw new GrantRefusedError();
      return holder;
    });
  }
}

const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000);

function tokenOf(
  { agentId, tenant, jkt }: ExchangeRequest,
  chain: Foundation['chain'],
): Pick<
  NarrowedToken,
  'subject' | 'principal' | 'agent' | 'clientId' | 'tenant' | 'act' | 'delegations' | 'jkt'
> {
  return {
    subject: chain[0].person,
    principal: 'person',
    agent: true,
    clientId: agentId,
    tenant,
    act: actorOf(chain),
    delegations: chain.map(({ id }) => id),
    jkt,
  };
}

/** RFC 8693, section 4.1: who acts now outermost. */
function actorOf([first, ...rest]: Foundation['chain']): ActorClaim {
  let act: ActorClaim = { sub: first.agentId };
  for (const { agentId } of rest) act = { sub: agentId, act } as ActorClaim;
  return act;
}

/** What all have in common, or the part of it that was asked for. */
function permissionsOf(scope: string | undefined, sources: readonly ReadonlySet<Permission>[]): Permission[] {
  const common = PermissionSchema.options.filter(
    (permission) => !STEP_UP_PERMISSIONS.has(permission) && sources.every((source) => source.has(permission)),
  );
  if (scope === undefined) {
    if (common.length === 0) throw new ScopeRefusedError();
    return common;
  }
  const asked = new Set(scope.split(' '));
  const given = common.filter((permission) => asked.has(permission));
  if (given.length === 0 || given.length < asked.size) throw new ScopeRefusedError();
  return given;
}
