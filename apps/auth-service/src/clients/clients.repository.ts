import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { Permission, Role } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface ClientRow {
  readonly id: string;
  readonly secret_hash: Buffer;
  readonly tenant: string;
  readonly roles: readonly Role[];
  readonly permissions: readonly Permission[];
}

@Injectable()
export class ClientsRepository {
  constructor(private readonly database: DataSource) {}

  async find(id: string): Promise<ClientRow | null> {
    const [row] = await this.database.query<ClientRow[]>(
      'SELECT id, secret_hash, tenant, roles, permissions FROM auth_service.clients WHERE id = $1',
      [id],
    );
    return row ?? null;
  }

  /** One statement, whatever their number: all or none. */
  async upsert(rows: readonly ClientRow[]): Promise<void> {
    const values = rows.map((row) => ({ ...row, secret_hash: row.secret_hash.toString('hex') }));
    await this.database.query(
      `INSERT INTO auth_service.clients (id, secret_hash, tenant, roles, permissions, constitutional_hash)
       SELECT id, decode(secret_hash, 'hex'), tenant, roles, permissions, $2
       FROM jsonb_to_recordset($1::jsonb)
         AS client (id text, secret_hash text, tenant text, roles text[], permissions text[])
       ORDER BY id
       ON CONFLICT (id) DO UPDATE SET
         secret_hash = excluded.secret_hash,
         tenant = excluded.tenant,
         roles = excluded.roles,
         permissions = excluded.permissions,
         constitutional_hash = excluded.constitutional_hash`,
      [JSON.stringify(values), CONSTITUTIONAL_HASH],
    );
  }
}
