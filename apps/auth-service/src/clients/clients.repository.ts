import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { bulkUpsert } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ClientEntity } from './client.entity.js';

export type Client = Omit<ClientEntity, 'constitutionalHash' | 'createdAt'>;

@Injectable()
export class ClientsRepository {
  constructor(private readonly database: DataSource) {}

  find(id: string): Promise<Client | null> {
    return this.database.manager.findOneBy(ClientEntity, { id });
  }

  /** One statement, whatever their number: all or none. */
  upsert(clients: readonly Client[]): Promise<void> {
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
