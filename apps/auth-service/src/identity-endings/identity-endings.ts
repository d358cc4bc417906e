import { permissionsOf, type Role } from '@acgs/contracts';
import { revokeTokens } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type NewSecurityEvent, SecurityEvents } from '../security-events/security-events.js';
import { IdentityEndingsRepository } from './identity-endings.repository.js';

/** Who ends: a person, or a client. */
export interface EndingSubject {
  readonly tenant: string;
  readonly id: string;
}

/** Nothing that somebody has made outlives who made it. */
@Injectable()
export class IdentityEndings {
  constructor(
    private readonly repository: IdentityEndingsRepository,
    private readonly events: SecurityEvents,
  ) {}

  /**
   * The agents of somebody and theirs, the API keys of all of them, and the delegations from and to them, with every token, and
   * the invitations. To be called last in a transaction.
   */
  async endAllOf(subject: EndingSubject, actor: string, transaction: EntityManager): Promise<void> {
    const { tenant, id } = subject;
    await this.endInvitationsOf(subject, [], actor, transaction);
    const agents = await this.repository.endAgents(tenant, id, transaction);
    const parties = [id, ...agents];
    const keys = await this.repository.endApiKeys(tenant, parties, transaction);
    const delegations = await this.repository.endDelegations(tenant, parties, transaction);
    const record = async (kind: NewSecurityEvent['kind'], ids: readonly string[]): Promise<void> => {
      for (const ended of ids)
        await this.events.record({ tenant, kind, subject: ended, actor, detail: { with: id } }, transaction);
    };
    await record('agent-revoked', agents);
    await record('api-key-revoked', keys);
    await record('delegation-revoked', delegations);
    const ofAgents = agents.flatMap((agent) => [`sub:${agent}`, `client:${agent}`] as const);
    await revokeTokens(transaction, ofAgents, 'for-good');
    const ofOthers = [
      ...keys.map((key) => `grant:${key}` as const),
      ...delegations.map((delegation) => `delegation:${delegation}` as const),
    ];
    await revokeTokens(transaction, ofOthers);
  }

  /** Those that a person who holds these roles could not send. */
  async endInvitationsOf(
    { tenant, id }: EndingSubject,
    roles: readonly Role[],
    actor: string,
    transaction: EntityManager,
  ): Promise<void> {
    const mayInvite = permissionsOf(roles).includes('users:write');
    const ended = await this.repository.endInvitations(tenant, id, mayInvite ? roles : [], transaction);
    const detail = { reason: 'inviter', with: id };
    for (const subject of ended)
      await this.events.record({ tenant, kind: 'invitation-withdrawn', subject, actor, detail }, transaction);
  }
}
