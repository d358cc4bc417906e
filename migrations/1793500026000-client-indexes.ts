import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type ConcurrentIndex, dropIndex, makeIndex } from './concurrent-index.js';

const INDEXES: readonly ConcurrentIndex[] = [
  {
    schema: 'auth_service',
    name: 'clients_of_tenant',
    definition: 'ON auth_service.clients (tenant, id) WHERE expires_at IS NULL',
  },
  {
    schema: 'auth_service',
    name: 'oauth_records_client_id',
    definition: 'ON auth_service.oauth_records (client_id) WHERE client_id IS NOT NULL',
  },
];

/** Of the list of clients, among which agents are not, and of what ends with a client. */
export class ClientIndexes1793500026000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const index of INDEXES) await makeIndex(runner, index);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of INDEXES) await dropIndex(runner, index);
  }
}
