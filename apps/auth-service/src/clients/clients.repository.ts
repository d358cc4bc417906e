import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { bulkUpsert } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { ClientEntity } from './client.entity.js';

export type Client = Omit<ClientEntity, 'constitutionalHash' | 'createdAt'>;

@Injectable()
export class ClientsRepository {
  constructor(private readonly database: DataSource) {}

  /** Null for one that has expired, too. */
  find(id: string): Promise<Client | null> {
    return this.database.manager.findOneBy(ClientEntity, [
      { id, expiresAt: IsNull() },
      { id, expiresAt: MoreThan(new Date()) },
    ]);
  }

  /** One statement, whatever their number: all or none. */
  upsert(clients: readonly Omit<Client, 'expiresAt'>[]): Promise<void> {
    const rows = clients.map((client) => ({ ...client, constitutionalHash: CONSTITUTIONAL_HASH }));
    return bulkUpsert(this.database, ClientEntity, rows, {
      conflict: ['id'],
      update: [
        'secretHash',
        'tenant',
        'roles',
        'permissions',
        'name',
        'authMethod',
        'redirectUris',
        'postLogoutRedirectUris',
        'scopes',
        'jwks',
        'dpopBound',
        'constitutionalHash',
      ],
    });
  }
}
