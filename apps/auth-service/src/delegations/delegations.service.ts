import type { CallerIdentity } from '@acgs/access';
import {
  type Delegation,
  DELEGATION_DEPTH_MAX,
  type DelegationPage,
  type DelegationPageQuery,
  type DelegationRequest,
  newUuidV7,
} from '@acgs/contracts';
import { pageFrom, revokeTokens } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AgentsService } from '../agents/agents.service.js';
import { requireActsItself, requireHeld } from '../rights/held-rights.js';
import { SecurityEvents } from '../security-events/security-events.js';
import {
  DelegationEndedError,
  DelegationNotFoundError,
  DelegationTooDeepError,
  DelegationTooLongError,
  NothingToDelegateError,
} from './delegation.errors.js';
import { type DelegationRow, DelegationsRepository, type NewDelegation } from './delegations.repository.js';
import { isLive } from './live-delegation.js';

@Injectable()
export class DelegationsService {
  constructor(
    private readonly database: DataSource,
    private readonly repository: DelegationsRepository,
    private readonly agents: AgentsService,
    private readonly events: SecurityEvents,
  ) {}

  /**
   * Of a person what he has himself, of an agent a part of what was delegated to it.
   *
   * @throws PermissionsExceededError, DelegationTooDeepError, DelegationTooLongError when it would be more than that
   * @throws AgentNotFoundError, AgentEndedError, DelegationNotFoundError, DelegationEndedError
   * @throws NothingToDelegateError, ActsForAnotherError
   */
  async grant(request: DelegationRequest, caller: CallerIdentity): Promise<Delegation> {
    requireActsItself(caller);
    await this.agents.requireLive(caller.tenant, request.agentId);
    const id = newUuidV7();
    await this.database.transaction(async (transaction) => {
      const link = await this.linkOf(request, caller, transaction);
      const { tenant, subject: grantedBy, actor } = caller;
      const { agentId, permissions, expiresAt } = request;
      await this.repository.insert(
        { ...link, tenant, id, grantedBy, agentId, permissions, expiresAt: new Date(expiresAt) },
        transaction,
      );
      const detail = { ...link, agentId, permissions, expiresAt };
      await this.events.record(
        { tenant, kind: 'delegation-granted', subject: id, actor, detail },
        transaction,
      );
    });
    return this.find(id, caller);
  }

  /** Those that the caller has given, is the person of, or was given; all of the tenant for whoever reads agents. */
  async list(query: DelegationPageQuery, caller: CallerIdentity): Promise<DelegationPage> {
    const subject = caller.permissions.has('agents:read') ? undefined : caller.subject;
    const rows = await this.repository.list(caller.tenant, subject, query);
    return pageFrom(rows, query.limit, delegationOf, ({ id }) => id);
  }

  /** @throws DelegationNotFoundError */
  async find(id: string, caller: CallerIdentity): Promise<Delegation> {
    const row = await this.repository.find(caller.tenant, id);
    const isVisible = caller.permissions.has('agents:read') || isPartyTo(row, caller);
    if (row === null || !isVisible) throw new DelegationNotFoundError(id);
    return delegationOf(row);
  }

  /** With all below it; tokens that rest on any of them are refused. @throws DelegationNotFoundError, ActsForAnotherError */
  async revoke(id: string, caller: CallerIdentity): Promise<void> {
    requireActsItself(caller);
    const row = await this.repository.find(caller.tenant, id);
    const isTheirs = caller.permissions.has('agents:write') || isPartyTo(row, caller);
    if (row === null || !isTheirs) throw new DelegationNotFoundError(id);
    const { tenant, actor } = caller;
    await this.database.transaction(async (transaction) => {
      const revoked = await this.repository.revoke(tenant, id, transaction);
      for (const subject of revoked) {
        await this.events.record({ tenant, kind: 'delegation-revoked', subject, actor }, transaction);
      }
      await revokeTokens(
        transaction,
        revoked.map((ended) => `delegation:${ended}` as const),
      );
    });
  }

  private async linkOf(
    { parent, permissions, expiresAt }: DelegationRequest,
    caller: CallerIdentity,
    transaction: EntityManager,
  ): Promise<Pick<NewDelegation, 'person' | 'parent' | 'depth'>> {
    if (parent === undefined) {
      if (caller.principal !== 'person') throw new NothingToDelegateError();
      requireHeld(caller.permissions, permissions);
      return { person: caller.subject, parent: null, depth: 1 };
    }
    const chain = await this.repository.chain(caller.tenant, parent, transaction);
    const above = chain.at(-1);
    if (above?.agentId !== caller.subject) throw new DelegationNotFoundError(parent);
    if (!chain.every(isLive)) throw new DelegationEndedError();
    if (above.depth >= DELEGATION_DEPTH_MAX) throw new DelegationTooDeepError();
    requireHeld(new Set(above.permissions), permissions);
    if (new Date(expiresAt) > above.expiresAt) throw new DelegationTooLongError();
    return { person: above.person, parent, depth: above.depth + 1 };
  }
}

const isPartyTo = (row: DelegationRow | null, { subject }: CallerIdentity): boolean =>
  row !== null && [row.person, row.grantedBy, row.agentId].includes(subject);

const delegationOf = (row: DelegationRow): Delegation => ({
  id: row.id,
  person: row.person,
  grantedBy: row.grantedBy,
  agentId: row.agentId,
  parent: row.parent,
  depth: row.depth,
  permissions: row.permissions,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
