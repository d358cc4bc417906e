import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type ConcurrentIndex, dropIndex, makeIndex } from './concurrent-index.js';

const INDEXES: readonly ConcurrentIndex[] = [
  {
    schema: 'constitutional_core',
    name: 'versions_of_charter',
    definition: `ON constitutional_core.versions (version) WHERE constitutional_hash = 'cdd01ef066bc6cf2'`,
  },
  {
    schema: 'constitutional_core',
    name: 'versions_words',
    definition: 'ON constitutional_core.versions USING gin (constitutional_core.version_words(document))',
  },
  {
    schema: 'governance_engine',
    name: 'policies_active',
    definition: 'ON governance_engine.policies (tenant, id) WHERE active_version IS NOT NULL',
  },
  {
    schema: 'governance_engine',
    name: 'policy_versions_document',
    definition: 'ON governance_engine.policy_versions USING gin (document jsonb_path_ops)',
  },
  {
    schema: 'governance_engine',
    name: 'policy_versions_words',
    definition: 'ON governance_engine.policy_versions USING gin (governance_engine.policy_words(document))',
  },
];

/** Of the rules in force, of lists by their filters, and of full text. */
export class SearchIndexes1793500011000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const index of INDEXES) await makeIndex(runner, index);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of INDEXES) await dropIndex(runner, index);
  }
}
