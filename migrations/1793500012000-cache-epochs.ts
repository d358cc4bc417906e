import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * By which every process knows whether what it has in its cache is outdated: an epoch for each slot of tags, and the
 * patterns that were invalidated last. The installation's id keeps the caches of two installations apart.
 */
export class CacheEpochs1793500012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE acgs.installation (id uuid PRIMARY KEY)');
    await runner.query('INSERT INTO acgs.installation VALUES (gen_random_uuid())');
    await runner.query(
      'CREATE TABLE acgs.cache_epochs (slot integer PRIMARY KEY, epoch bigint NOT NULL) WITH (fillfactor = 50)',
    );
    await runner.query('INSERT INTO acgs.cache_epochs SELECT slot, 0 FROM generate_series(0, 127) AS slot');
    await runner.query('CREATE TABLE acgs.cache_patterns (epoch bigint PRIMARY KEY, pattern text NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE acgs.cache_patterns');
    await runner.query('DROP TABLE acgs.cache_epochs');
    await runner.query('DROP TABLE acgs.installation');
  }
}
