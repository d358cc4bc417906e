import { idOfApiKey } from '@acgs/access';
import type { ApiKeyToken } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { AccessTokens } from '../access-tokens/access-tokens.js';
import { matchesSecret } from '../clients/client-secret.js';
import { SubjectRights } from '../rights/subject-rights.js';
import { ApiKeyRejectedError } from './api-key.errors.js';
import { type ApiKeyRow, ApiKeysRepository } from './api-keys.repository.js';

const LIFE_SECONDS_MAX = 300;
const BEARER = /^bearer +(\S{1,200})$/i;

/** Gives a short access token for an API key. */
@Injectable()
export class ApiKeyTokens {
  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly rights: SubjectRights,
    private readonly tokens: AccessTokens,
  ) {}

  /**
   * With those permissions of the key that its subject still has.
   *
   * @throws ApiKeyRejectedError for whatever reason
   */
  async exchange(authorization: string): Promise<ApiKeyToken> {
    const row = await this.accepted(BEARER.exec(authorization)?.[1] ?? '');
    const { tenant, id, subject, principal } = row;
    const rights = await this.rights.of({ tenant, principal, id: subject });
    if (rights === null) throw new ApiKeyRejectedError();
    const now = Math.floor(Date.now() / 1000);
    const ends = [row.expiresAt, rights.expiresAt ?? row.expiresAt].map((end) =>
      Math.floor(end.getTime() / 1000),
    );
    const expiresAt = Math.min(now + LIFE_SECONDS_MAX, ...ends);
    if (expiresAt <= now) throw new ApiKeyRejectedError();
    await this.repository.markUsed(tenant, id);
    const permissions = row.permissions.filter((permission) => rights.permissions.has(permission));
    const common = { subject, principal, agent: rights.isAgent, tenant, permissions, expiresAt };
    const accessToken = await this.tokens.sign({ ...common, clientId: subject, grantId: id });
    return { accessToken, expiresIn: expiresAt - now };
  }

  private async accepted(key: string): Promise<ApiKeyRow> {
    const id = idOfApiKey(key);
    const row = id === null ? null : await this.repository.findById(id);
    if (row === null || !matchesSecret(row.keyHash, key) || row.revokedAt !== null)
      throw new ApiKeyRejectedError();
    return row;
  }
}
