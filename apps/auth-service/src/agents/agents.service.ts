import type { CallerIdentity } from '@acgs/access';
import {
  type Agent,
  type AgentPage,
  type AgentPageQuery,
  type AgentRegistration,
  type AgentWithSecret,
  newUuidV7,
  permissionsOf,
} from '@acgs/contracts';
import { pageFrom, revokeTokens } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hashOfSecret, newSecret } from '../clients/client-secret.js';
import { IdentityEndings } from '../identity-endings/identity-endings.js';
import { requireHeld, requireNoAgent } from '../rights/held-rights.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { UsersRepository } from '../user-records/users.repository.js';
import { AgentEndedError, AgentNotFoundError, AgentOwnerDisabledError } from './agent.errors.js';
import { type AgentRow, AgentsRepository } from './agents.repository.js';

@Injectable()
export class AgentsService {
  constructor(
    private readonly database: DataSource,
    private readonly repository: AgentsRepository,
    private readonly users: UsersRepository,
    private readonly endings: IdentityEndings,
    private readonly events: SecurityEvents,
  ) {}

  /** @throws PermissionsExceededError, ActsForAnotherError, AgentHandsOutRightsError, AgentOwnerDisabledError */
  async register(registration: AgentRegistration, caller: CallerIdentity): Promise<AgentWithSecret> {
    requireNoAgent(caller);
    const { name, purpose, roles, permissions } = registration;
    requireHeld(caller.permissions, permissionsOf(roles, permissions));
    const { tenant, subject: owner } = caller;
    const [id, secret, expiresAt] = [newUuidV7(), newSecret(), new Date(registration.expiresAt)];
    const agent = { tenant, id, name, purpose, owner, roles, permissions, expiresAt };
    await this.database.transaction(async (transaction) => {
      if (!(await this.users.holdEnabled(tenant, owner, transaction))) throw new AgentOwnerDisabledError();
      await this.repository.insert({ ...agent, secretHash: hashOfSecret(secret) }, transaction);
      const detail = { roles, permissions, expiresAt: registration.expiresAt };
      await this.record('agent-registered', id, caller, transaction, detail);
    });
    return { ...(await this.find(id, caller)), secret };
  }

  /** Those of the caller, or of all owners for whoever may read them. */
  async list(query: AgentPageQuery, caller: CallerIdentity): Promise<AgentPage> {
    const owner = mayRead(caller) ? query.owner : caller.subject;
    const rows =
      query.owner === undefined || query.owner === owner
        ? await this.repository.list(caller.tenant, { ...query, owner })
        : [];
    return pageFrom(rows, query.limit, agentOf, ({ id }) => id);
  }

  /** Its own, one that the caller owns, or any for whoever may read them. @throws AgentNotFoundError */
  async find(id: string, caller: CallerIdentity): Promise<Agent> {
    const row = await this.repository.find(caller.tenant, id);
    const isVisible = mayRead(caller) || row?.owner === caller.subject || id === caller.subject;
    if (row === null || !isVisible) throw new AgentNotFoundError(id);
    return agentOf(row);
  }

  /**
   * Its tokens end with the old secret. Who has the new one can act as the agent: nobody gets more by that than he has.
   *
   * @throws AgentNotFoundError, AgentEndedError, ActsForAnotherError, AgentHandsOutRightsError, PermissionsExceededError
   */
  async renewSecret(id: string, caller: CallerIdentity): Promise<AgentWithSecret> {
    const secret = newSecret();
    const { tenant } = caller;
    await this.change(id, caller, async (agent, transaction) => {
      requireLive(agent);
      requireHeld(caller.permissions, permissionsOf(agent.roles, agent.permissions));
      await this.repository.setSecret(tenant, id, hashOfSecret(secret), transaction);
      await this.record('agent-secret-changed', id, caller, transaction);
      await revokeTokens(transaction, [`client:${id}`]);
    });
    return { ...(await this.find(id, caller)), secret };
  }

  /** Its tokens end, and all that rests on it. @throws AgentNotFoundError, ActsForAnotherError, AgentHandsOutRightsError */
  async revoke(id: string, caller: CallerIdentity): Promise<void> {
    await this.change(id, caller, async (agent, transaction) => {
      if (agent.revokedAt !== null) return;
      await this.repository.revoke(caller.tenant, id, transaction);
      await this.record('agent-revoked', id, caller, transaction);
      await this.endings.endAllOf({ tenant: caller.tenant, id }, caller.actor, transaction);
      await revokeTokens(transaction, [`sub:${id}`, `client:${id}`], 'for-good');
    });
  }

  /** @throws AgentNotFoundError unless the caller manages it, AgentEndedError */
  async requireManaged(id: string, caller: CallerIdentity): Promise<void> {
    await this.change(id, caller, (agent) => {
      requireLive(agent);
      return Promise.resolve();
    });
  }

  /** Of whomever. @throws AgentNotFoundError, AgentEndedError */
  async requireLive(tenant: string, id: string): Promise<void> {
    const agent = await this.repository.find(tenant, id);
    if (agent === null) throw new AgentNotFoundError(id);
    requireLive(agent);
  }

  /** Whether somebody owns an agent that asks for decisions. */
  async ownsOneThatAsks(tenant: string, owner: string, transaction: EntityManager): Promise<boolean> {
    const agents = await this.repository.liveOf(tenant, owner, transaction);
    return agents.some(({ roles, permissions }) =>
      permissionsOf(roles, permissions).includes('decisions:create'),
    );
  }

  private async change(
    id: string,
    caller: CallerIdentity,
    work: (agent: AgentRow, transaction: EntityManager) => Promise<void>,
  ): Promise<void> {
    requireNoAgent(caller);
    await this.database.transaction(async (transaction) => {
      const agent = await this.repository.find(caller.tenant, id, transaction);
      const isTheirs = agent?.owner === caller.subject || caller.permissions.has('agents:write');
      if (agent === null || !isTheirs) throw new AgentNotFoundError(id);
      await work(agent, transaction);
    });
  }

  private record(
    kind: 'agent-registered' | 'agent-revoked' | 'agent-secret-changed',
    subject: string,
    { tenant, actor }: CallerIdentity,
    transaction: EntityManager,
    detail: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    return this.events.record({ tenant, kind, subject, actor, detail }, transaction);
  }
}

function requireLive({ revokedAt, expiresAt }: AgentRow): void {
  if (revokedAt !== null || expiresAt <= new Date()) throw new AgentEndedError();
}

const mayRead = ({ permissions }: CallerIdentity): boolean =>
  permissions.has('agents:read') || permissions.has('agents:write');

const agentOf = (row: AgentRow): Agent => ({
  id: row.id,
  name: row.name,
  purpose: row.purpose,
  owner: row.owner,
  roles: row.roles,
  permissions: row.permissions,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
