import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What full text search looks at, as functions, so that queries and indexes mean the same. A `tsvector` holds 1 MiB, and
 * an index must not be what a document fails on: the first 100 000 characters are taken. The cost tells the planner that
 * reading a document anew is dear.
 */
export class Search1793500010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION governance_engine.policy_words(document jsonb) RETURNS tsvector
      LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
        SELECT to_tsvector('english', left(concat_ws(' ', document->>'id', document->>'title', document->>'owner',
          document->>'description', (
            SELECT string_agg(concat_ws(' ', rule->>'id', rule->>'title', rule->>'message'), ' ')
            FROM jsonb_array_elements(document->'rules') AS rule)), 100000))
      $$`);
    await runner.query(`
      CREATE FUNCTION constitutional_core.version_words(document text) RETURNS tsvector
      LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
        SELECT to_tsvector('english', left(concat_ws(' ', body->>'title', body->>'preamble', (
            SELECT string_agg(concat_ws(' ', principle->>'id', principle->>'title', principle->>'statement',
              principle->>'category', principle->'rule'->>'message'), ' ')
            FROM jsonb_array_elements(body->'principles') AS principle)), 100000))
        FROM (SELECT document::jsonb AS body) AS parsed
      $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION governance_engine.policy_words');
    await runner.query('DROP FUNCTION constitutional_core.version_words');
  }
}
