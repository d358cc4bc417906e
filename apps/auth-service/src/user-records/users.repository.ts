import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { Role, UuidPageQuery } from '@acgs/contracts';
import { Conditions } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { UserEntity } from './user.entity.js';

const UuidSchema = z.uuid();

export type NewUser = Pick<UserEntity, 'tenant' | 'id' | 'email' | 'name' | 'roles' | 'passwordHash'>;

export interface UserRow extends Omit<UserEntity, 'constitutionalHash'> {
  readonly secondFactor: boolean;
}

/** A person as somebody has read it. */
export type KnownUser = Pick<UserEntity, 'tenant' | 'id' | 'passwordChangedAt'>;

/** Times come from here without microseconds. */
const UNCHANGED = `tenant = $1 AND id = $2 AND disabled_at IS NULL
  AND date_trunc('milliseconds', password_changed_at) = $3`;
const COLUMNS = `person.tenant, person.id, email, name, roles, password_hash AS "passwordHash",
  password_changed_at AS "passwordChangedAt", disabled_at AS "disabledAt", person.created_at AS "createdAt",
  coalesce(factor.confirmed_at IS NOT NULL, false) AS "secondFactor"`;
const FROM = `FROM auth_service.users person
  LEFT JOIN auth_service.second_factors factor ON factor.tenant = person.tenant AND factor.user_id = person.id`;

@Injectable()
export class UsersRepository {
  constructor(private readonly database: DataSource) {}

  async find(tenant: string, id: string): Promise<UserRow | null> {
    return this.first('person.tenant = $1 AND person.id = $2', [tenant, id]);
  }

  /** Of whatever tenant: for the subject of a token. */
  async findById(id: string): Promise<UserRow | null> {
    return this.first('person.id = $1', [id]);
  }

  async findByEmail(tenant: string, email: string): Promise<UserRow | null> {
    return this.first('person.tenant = $1 AND email = $2', [tenant, email]);
  }

  /** Whether a person or a client belongs to it: there is no other sign of a tenant. */
  async isTenant(name: string): Promise<boolean> {
    const [row] = await this.database.query<[{ isTenant: boolean }]>(
      `SELECT EXISTS (SELECT FROM auth_service.users WHERE tenant = $1)
         OR EXISTS (SELECT FROM auth_service.clients WHERE tenant = $1) AS "isTenant"`,
      [name],
    );
    return row.isTenant;
  }

  /** By id, and so by the time they joined, newest first; one more than asked for, when there is one. */
  list(tenant: string, { limit, cursor }: UuidPageQuery): Promise<UserRow[]> {
    const where = new Conditions()
      .add((p) => `person.tenant = ${p}`, tenant)
      .add((p) => `person.id < ${p}::uuid`, cursor);
    return this.database.query<UserRow[]>(
      `SELECT ${COLUMNS} ${FROM} WHERE ${where.text} ORDER BY person.id DESC LIMIT ${String(limit + 1)}`,
      where.values,
    );
  }

  /** False when the address is taken. */
  async insert(user: NewUser, transaction: EntityManager): Promise<boolean> {
    const rows = await transaction.query<unknown[]>(
      `INSERT INTO auth_service.users (tenant, id, email, name, roles, password_hash, constitutional_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, email) DO NOTHING RETURNING 1`,
      [user.tenant, user.id, user.email, user.name, user.roles, user.passwordHash, CONSTITUTIONAL_HASH],
    );
    return rows.length > 0;
  }

  /** The roles as they are, held until the transaction ends; null when there is nobody. */
  async lockedRoles(tenant: string, id: string, transaction: EntityManager): Promise<readonly Role[] | null> {
    const [row] = await transaction.query<{ roles: readonly Role[] }[]>(
      'SELECT roles FROM auth_service.users WHERE tenant = $1 AND id = $2 FOR UPDATE',
      [tenant, id],
    );
    return row?.roles ?? null;
  }

  /** False for a person who is disabled; nobody is while the transaction lasts. True for what is no person. */
  async holdEnabled(tenant: string, id: string, transaction: EntityManager): Promise<boolean> {
    if (!UuidSchema.safeParse(id).success) return true;
    const [person] = await transaction.query<{ disabledAt: Date | null }[]>(
      `SELECT disabled_at AS "disabledAt" FROM auth_service.users WHERE tenant = $1 AND id = $2 FOR SHARE`,
      [tenant, id],
    );
    return (person?.disabledAt ?? null) === null;
  }

  /** Of a person who is not disabled, until the transaction ends; empty for one who is, null when there is nobody. */
  async heldRoles(tenant: string, id: string, transaction: EntityManager): Promise<readonly Role[] | null> {
    if (!UuidSchema.safeParse(id).success) return null;
    const [row] = await transaction.query<{ roles: readonly Role[] }[]>(
      `SELECT CASE WHEN disabled_at IS NULL THEN roles ELSE '{}' END AS roles FROM auth_service.users
       WHERE tenant = $1 AND id = $2 FOR SHARE`,
      [tenant, id],
    );
    return row?.roles ?? null;
  }

  /** All who administrate, held in one order until the transaction ends: of several who change each other one comes first. */
  async lockAdministrators(tenant: string, transaction: EntityManager): Promise<readonly string[]> {
    const rows = await transaction.query<{ id: string }[]>(
      `SELECT id FROM auth_service.users WHERE tenant = $1 AND 'admin' = ANY (roles) AND disabled_at IS NULL
       ORDER BY id FOR UPDATE`,
      [tenant],
    );
    return rows.map(({ id }) => id);
  }

  async setRoles(
    tenant: string,
    id: string,
    roles: readonly Role[],
    transaction: EntityManager,
  ): Promise<void> {
    await transaction.query('UPDATE auth_service.users SET roles = $3 WHERE tenant = $1 AND id = $2', [
      tenant,
      id,
      roles,
    ]);
  }

  /** False when it is so already, or there is nobody. */
  async setActive(tenant: string, id: string, active: boolean, transaction: EntityManager): Promise<boolean> {
    const [, changed] = await transaction.query<[unknown[], number]>(
      `UPDATE auth_service.users SET disabled_at = CASE WHEN $3 THEN NULL ELSE now() END
       WHERE tenant = $1 AND id = $2 AND (disabled_at IS NULL) <> $3`,
      [tenant, id, active],
    );
    return changed > 0;
  }

  /**
   * Whether what was read of this person still holds: the same password, and not disabled. It does until the transaction ends.
   * To be asked first: whoever changes a person locks the row before all that belongs to it.
   */
  async isUnchanged(user: KnownUser, transaction: EntityManager): Promise<boolean> {
    const rows = await transaction.query<unknown[]>(
      `SELECT FROM auth_service.users WHERE ${UNCHANGED} FOR SHARE`,
      [user.tenant, user.id, user.passwordChangedAt],
    );
    return rows.length > 0;
  }

  /** False when the password is another one already, or the person is disabled. */
  async setPassword(user: KnownUser, passwordHash: string, transaction: EntityManager): Promise<boolean> {
    const [, changed] = await transaction.query<[unknown[], number]>(
      `UPDATE auth_service.users SET password_hash = $4, password_changed_at = clock_timestamp() WHERE ${UNCHANGED}`,
      [user.tenant, user.id, user.passwordChangedAt, passwordHash],
    );
    return changed > 0;
  }

  private async first(condition: string, values: readonly unknown[]): Promise<UserRow | null> {
    const [row] = await this.database.query<UserRow[]>(`SELECT ${COLUMNS} ${FROM} WHERE ${condition}`, [
      ...values,
    ]);
    return row ?? null;
  }
}
