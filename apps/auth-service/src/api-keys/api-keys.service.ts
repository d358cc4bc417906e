import { type CallerIdentity, newApiKey } from '@acgs/access';
import {
  type ApiKey,
  type ApiKeyPage,
  type ApiKeyPageQuery,
  type ApiKeyRequest,
  newUuidV7,
  type NewApiKey,
} from '@acgs/contracts';
import { pageFrom, revokeTokens } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AgentsService } from '../agents/agents.service.js';
import { hashOfSecret } from '../clients/client-secret.js';
import { requireHeld, requireNoAgent } from '../rights/held-rights.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { ApiKeyNotFoundError } from './api-key.errors.js';
import { type ApiKeyRow, ApiKeysRepository } from './api-keys.repository.js';

@Injectable()
export class ApiKeysService {
  constructor(
    private readonly database: DataSource,
    private readonly repository: ApiKeysRepository,
    private readonly agents: AgentsService,
    private readonly events: SecurityEvents,
  ) {}

  /**
   * For the caller, or for an agent that the caller manages.
   *
   * @throws PermissionsExceededError, ActsForAnotherError, AgentHandsOutRightsError, AgentNotFoundError, AgentEndedError
   */
  async create(request: ApiKeyRequest, caller: CallerIdentity): Promise<NewApiKey> {
    requireNoAgent(caller);
    const { name, agentId, permissions } = request;
    requireHeld(caller.permissions, permissions);
    if (agentId !== undefined) await this.agents.requireManaged(agentId, caller);
    const { tenant, subject: owner } = caller;
    const actsAs =
      agentId === undefined
        ? ({ subject: owner, principal: caller.principal } as const)
        : ({ subject: agentId, principal: 'client' } as const);
    const id = newUuidV7();
    const key = newApiKey(id);
    const row = { tenant, id, name, owner, ...actsAs, permissions, expiresAt: new Date(request.expiresAt) };
    await this.database.transaction(async (transaction) => {
      await this.repository.insert({ ...row, keyHash: hashOfSecret(key) }, transaction);
      const detail = { actsAs: actsAs.subject, permissions, expiresAt: request.expiresAt };
      await this.events.record(
        { tenant, kind: 'api-key-created', subject: id, actor: caller.actor, detail },
        transaction,
      );
    });
    return { ...(await this.find(id, caller)), key };
  }

  /** Those that the caller has made. */
  async list(query: ApiKeyPageQuery, caller: CallerIdentity): Promise<ApiKeyPage> {
    const rows = await this.repository.list(caller.tenant, caller.subject, query);
    return pageFrom(rows, query.limit, apiKeyOf, ({ id }) => id);
  }

  /** @throws ApiKeyNotFoundError */
  async find(id: string, caller: CallerIdentity): Promise<ApiKey> {
    return apiKeyOf(await this.managed(id, caller));
  }

  /** Its tokens end with it. @throws ApiKeyNotFoundError, ActsForAnotherError, AgentHandsOutRightsError */
  async revoke(id: string, caller: CallerIdentity): Promise<void> {
    requireNoAgent(caller);
    await this.managed(id, caller);
    const { tenant, actor } = caller;
    await this.database.transaction(async (transaction) => {
      if (!(await this.repository.revoke(tenant, id, transaction))) return;
      await this.events.record({ tenant, kind: 'api-key-revoked', subject: id, actor }, transaction);
      await revokeTokens(transaction, [`grant:${id}`]);
    });
  }

  /** The caller's, that of an agent which is the caller, or any for whoever manages agents. */
  private async managed(id: string, { tenant, subject, permissions }: CallerIdentity): Promise<ApiKeyRow> {
    const row = await this.repository.find(tenant, id);
    const isTheirs = row?.owner === subject || row?.subject === subject || permissions.has('agents:write');
    if (row === null || !isTheirs) throw new ApiKeyNotFoundError(id);
    return row;
  }
}

const apiKeyOf = (row: ApiKeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  owner: row.owner,
  subject: row.subject,
  permissions: row.permissions,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
