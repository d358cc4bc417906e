import { revokeTokens } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lastTokenExpiry } from '../rights/last-token-expiry.js';
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
   * The agents of somebody and theirs, the API keys of all of them, and the delegations from and to them, with every token. To be
   * called last in a transaction.
   */
  async endAllOf({ tenant, id }: EndingSubject, actor: string, transaction: EntityManager): Promise<void> {
    const agents = await this.repository.endAgents(tenant, id, transaction);
    const subjects = [id, ...agents];
    const keys = await this.repository.endApiKeys(tenant, subjects, transaction);
    const delegations = await this.repository.endDelegations(tenant, subjects, transaction);
    const record = async (kind: NewSecurityEvent['kind'], ids: readonly string[]): Promise<void> => {
      for (const subject of ids)
        await this.events.record({ tenant, kind, subject, actor, detail: { with: id } }, transaction);
    };
    await record('agent-revoked', agents);
    await record('api-key-revoked', keys);
    await record('delegation-revoked', delegations);
    const until = lastTokenExpiry();
    const ofAgents = agents.flatMap((agent) => [`sub:${agent}`, `client:${agent}`] as const);
    await revokeTokens(transaction, ofAgents, until, 'for-good');
    const ofOthers = [
      ...keys.map((key) => `grant:${key}` as const),
      ...delegations.map((delegation) => `delegation:${delegation}` as const),
    ];
    await revokeTokens(transaction, ofOthers, until);
  }
}
