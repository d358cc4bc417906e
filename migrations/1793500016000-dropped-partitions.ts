import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which decisions retention has dropped: ids from one on to before another. It is written in the transaction of the drop, so
 * that a row that is missing for another reason does not pass for one that is past its time.
 */
export class DroppedPartitions1793500016000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE governance_engine.dropped_partitions (
        from_id uuid PRIMARY KEY,
        to_id uuid NOT NULL,
        dropped_at timestamptz NOT NULL DEFAULT now(),
        constitutional_hash text NOT NULL
      )`);
    await this.droppedBefore(runner);
  }

  /** What was dropped before it was noted is all before the oldest partition, whose name ends with its day. */
  private async droppedBefore(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO governance_engine.dropped_partitions (from_id, to_id, constitutional_hash)
      SELECT '00000000-0000-7000-8000-000000000000',
        (lpad(to_hex(extract(epoch FROM min(to_date(right(child.relname, 8), 'YYYYMMDD')))::bigint * 1000), 12, '0')
          || '70008000000000000000')::uuid, ''
      FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
      WHERE inhparent = 'governance_engine.decisions'::regclass AND child.relname ~ '^decisions_[0-9]{8}$'
      HAVING count(*) > 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE governance_engine.dropped_partitions');
  }
}
