import type { CallerIdentity } from '@acgs/access';
import {
  type ClientChange,
  type ClientPageQuery,
  type ClientRegistration,
  misfitOf,
  newUuidV7,
  type OAuthClient,
  type OAuthClientPage,
  type OAuthClientWithSecret,
} from '@acgs/contracts';
import { pageFrom, revokeTokens } from '@acgs/database';
import { ValidationFailedError } from '@acgs/service';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hashOfNoSecret, hashOfSecret, newSecret } from '../clients/client-secret.js';
import { ClientsImport } from '../clients/clients-import.js';
import { IdentityEndings } from '../identity-endings/identity-endings.js';
import { Grants } from '../oauth/grants.js';
import { requireActsItself } from '../rights/held-rights.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { requireMayGive } from './giveable-rights.js';
import { ClientInFileError, ClientNotFoundError, ClientWithoutSecretError } from './oauth-client.errors.js';
import { type OAuthClientRow, OAuthClientsRepository } from './oauth-clients.repository.js';

const CHANGEABLE = [
  'name',
  'jwks',
  'roles',
  'permissions',
  'scopes',
  'redirectUris',
  'postLogoutRedirectUris',
  'dpopBound',
] as const;
/** What a token was given by. */
const ENDS_TOKENS: ReadonlySet<string> = new Set(['jwks', 'roles', 'permissions', 'scopes', 'dpopBound']);

type Work = (client: OAuthClientRow, transaction: EntityManager) => Promise<void>;

/** The clients of the caller's tenant, but agents, which have owners. */
@Injectable()
export class OAuthClientsService {
  constructor(
    private readonly database: DataSource,
    private readonly repository: OAuthClientsRepository,
    private readonly file: ClientsImport,
    private readonly grants: Grants,
    private readonly endings: IdentityEndings,
    private readonly events: SecurityEvents,
  ) {}

  /** @throws PermissionsExceededError, RolesSeparatedError, ActsForAnotherError */
  async register(registration: ClientRegistration, caller: CallerIdentity): Promise<OAuthClientWithSecret> {
    requireActsItself(caller);
    requireMayGive(caller, registration);
    const { authMethod, jwks = null, roles, permissions, scopes } = registration;
    const [id, secret] = [newUuidV7(), authMethod === 'client_secret' ? newSecret() : null];
    const secretHash = secret === null ? hashOfNoSecret() : hashOfSecret(secret);
    const client = { ...registration, jwks, tenant: caller.tenant, id, secretHash };
    await this.database.transaction(async (transaction) => {
      await this.repository.insert(client, transaction);
      const detail = { authMethod, roles, permissions, scopes };
      await this.record('client-registered', id, caller, transaction, detail);
    });
    return { ...(await this.find(id, caller)), secret };
  }

  async list(query: ClientPageQuery, { tenant }: CallerIdentity): Promise<OAuthClientPage> {
    const rows = await this.repository.list(tenant, query);
    return pageFrom(
      rows,
      query.limit,
      (row) => this.shown(row),
      ({ id }) => id,
    );
  }

  /** @throws ClientNotFoundError */
  async find(id: string, { tenant }: CallerIdentity): Promise<OAuthClient> {
    const row = await this.repository.find(tenant, id);
    if (row === null) throw new ClientNotFoundError(id);
    return this.shown(row);
  }

  /**
   * Its tokens end when what they rest on changes; what people allowed it stays, within its scopes of then.
   *
   * @throws ClientNotFoundError, ClientInFileError, ValidationFailedError when it would not fit together
   * @throws PermissionsExceededError, RolesSeparatedError, ActsForAnotherError
   */
  async change(id: string, change: ClientChange, caller: CallerIdentity): Promise<OAuthClient> {
    await this.changing(id, caller, async (client, transaction) => {
      requireMayGive(caller, client);
      const next = { ...client, ...named(change) };
      const misfit = misfitOf(next);
      if (misfit !== null)
        throw new ValidationFailedError([{ path: `/${misfit.field}`, message: misfit.message }]);
      requireMayGive(caller, next);
      const changed = CHANGEABLE.filter((field) => !isSame(client[field], next[field]));
      if (changed.length === 0) return;
      await this.repository.update(next, transaction);
      const { roles, permissions, scopes } = next;
      await this.record('client-changed', id, caller, transaction, { changed, roles, permissions, scopes });
      if (changed.some((field) => ENDS_TOKENS.has(field))) await revokeTokens(transaction, [`client:${id}`]);
    });
    return this.find(id, caller);
  }

  /**
   * Its tokens end with the old secret.
   *
   * @throws ClientNotFoundError, ClientInFileError, ClientWithoutSecretError
   * @throws PermissionsExceededError for a client that may more than the caller, ActsForAnotherError
   */
  async renewSecret(id: string, caller: CallerIdentity): Promise<OAuthClientWithSecret> {
    const secret = newSecret();
    await this.changing(id, caller, async (client, transaction) => {
      requireMayGive(caller, client);
      if (client.authMethod !== 'client_secret') throw new ClientWithoutSecretError();
      await this.repository.setSecret(client.tenant, id, hashOfSecret(secret), transaction);
      await this.record('client-secret-changed', id, caller, transaction);
      await revokeTokens(transaction, [`client:${id}`]);
    });
    return { ...(await this.find(id, caller)), secret };
  }

  /**
   * With all tokens that it has, all that people allowed it, and all that it has made.
   *
   * @throws ClientNotFoundError, ClientInFileError, ActsForAnotherError
   */
  delete(id: string, caller: CallerIdentity): Promise<void> {
    return this.changing(id, caller, async ({ tenant }, transaction) => {
      await this.repository.delete(tenant, id, transaction);
      await this.record('client-deleted', id, caller, transaction);
      await this.endings.endAllOf({ tenant, id }, caller.actor, transaction);
      await this.grants.endAllOfClient(id, transaction);
    });
  }

  private async changing(id: string, caller: CallerIdentity, work: Work): Promise<void> {
    requireActsItself(caller);
    await this.database.transaction(async (transaction) => {
      const client = await this.repository.find(caller.tenant, id, transaction);
      if (client === null) throw new ClientNotFoundError(id);
      if (this.file.names(id)) throw new ClientInFileError();
      await work(client, transaction);
    });
  }

  private record(
    kind: 'client-registered' | 'client-changed' | 'client-secret-changed' | 'client-deleted',
    subject: string,
    { tenant, actor }: CallerIdentity,
    transaction: EntityManager,
    detail: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    return this.events.record({ tenant, kind, subject, actor, detail }, transaction);
  }

  private shown(row: OAuthClientRow): OAuthClient {
    return {
      id: row.id,
      name: row.name,
      authMethod: row.authMethod,
      jwks: row.jwks,
      roles: [...row.roles],
      permissions: [...row.permissions],
      scopes: [...row.scopes],
      redirectUris: [...row.redirectUris],
      postLogoutRedirectUris: [...row.postLogoutRedirectUris],
      dpopBound: row.dpopBound,
      inFile: this.file.names(row.id),
      createdAt: row.createdAt.toISOString(),
    };
  }
}

type Named<Fields> = { [Field in keyof Fields]: Exclude<Fields[Field], undefined> };

const named = (change: ClientChange): Named<ClientChange> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
