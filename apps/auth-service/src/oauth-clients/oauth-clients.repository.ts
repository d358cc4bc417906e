import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { ClientPageQuery } from '@acgs/contracts';
import { Conditions } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ClientEntity } from '../clients/client.entity.js';

export type OAuthClientRow = Omit<ClientEntity, 'secretHash' | 'expiresAt' | 'constitutionalHash'>;
export type NewOAuthClient = Omit<OAuthClientRow, 'createdAt'> & Pick<ClientEntity, 'secretHash'>;

const SELECT = `SELECT id, tenant, name, auth_method AS "authMethod", jwks, roles, permissions, scopes,
    redirect_uris AS "redirectUris", post_logout_redirect_uris AS "postLogoutRedirectUris",
    dpop_bound AS "dpopBound", created_at AS "createdAt"
  FROM auth_service.clients`;

/** Every statement about the clients of a tenant. Agents, which are those with an end, are not among them. */
@Injectable()
export class OAuthClientsRepository {
  constructor(private readonly database: DataSource) {}

  async insert(client: NewOAuthClient, transaction: EntityManager): Promise<void> {
    await transaction.query(
      `INSERT INTO auth_service.clients (tenant, id, name, jwks, roles, permissions, scopes, redirect_uris,
         post_logout_redirect_uris, dpop_bound, auth_method, secret_hash, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [...changeableOf(client), client.authMethod, client.secretHash, CONSTITUTIONAL_HASH],
    );
  }

  /** With a transaction the row is locked in it. */
  async find(tenant: string, id: string, transaction?: EntityManager): Promise<OAuthClientRow | null> {
    const lock = transaction === undefined ? '' : 'FOR UPDATE';
    const [row] = await (transaction ?? this.database).query<OAuthClientRow[]>(
      `${SELECT} WHERE tenant = $1 AND id = $2 AND expires_at IS NULL ${lock}`,
      [tenant, id],
    );
    return row ?? null;
  }

  /** By their ids, backwards; one more than asked for, when there is one. */
  list(tenant: string, { limit, cursor }: ClientPageQuery): Promise<OAuthClientRow[]> {
    const where = new Conditions().add((p) => `tenant = ${p}`, tenant).add((p) => `id < ${p}`, cursor);
    return this.database.query<OAuthClientRow[]>(
      `${SELECT} WHERE ${where.text} AND expires_at IS NULL ORDER BY id DESC LIMIT ${String(limit + 1)}`,
      where.values,
    );
  }

  async update(client: OAuthClientRow, transaction: EntityManager): Promise<void> {
    await transaction.query(
      `UPDATE auth_service.clients SET name = $3, jwks = $4, roles = $5, permissions = $6, scopes = $7,
         redirect_uris = $8, post_logout_redirect_uris = $9, dpop_bound = $10
       WHERE tenant = $1 AND id = $2`,
      changeableOf(client),
    );
  }

  async setSecret(tenant: string, id: string, secretHash: Buffer, transaction: EntityManager): Promise<void> {
    await transaction.query(
      'UPDATE auth_service.clients SET secret_hash = $3 WHERE tenant = $1 AND id = $2',
      [tenant, id, secretHash],
    );
  }

  /** With the API keys that act as it, so that another client of this name would not have them. */
  async delete(tenant: string, id: string, transaction: EntityManager): Promise<void> {
    await transaction.query('DELETE FROM auth_service.clients WHERE tenant = $1 AND id = $2', [tenant, id]);
    await transaction.query(
      `UPDATE auth_service.api_keys SET revoked_at = now()
       WHERE tenant = $1 AND subject = $2 AND principal = 'client' AND revoked_at IS NULL`,
      [tenant, id],
    );
  }
}

/** The key, and what a client may be told later. */
const changeableOf = (client: Omit<OAuthClientRow, 'createdAt' | 'authMethod'>): unknown[] => [
  client.tenant,
  client.id,
  client.name,
  client.jwks === null ? null : JSON.stringify(client.jwks),
  client.roles,
  client.permissions,
  client.scopes,
  client.redirectUris,
  client.postLogoutRedirectUris,
  client.dpopBound,
];
