import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { ADVISORY_LOCKS } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { LogKeyEntity } from './log-key.entity.js';

export type NewLogKey = Pick<LogKeyEntity, 'verifierKey' | 'publicKey' | 'sealedKey'>;

/** Every statement about the log's keys. A key is never removed: old checkpoints verify for ever. */
@Injectable()
export class LogKeysRepository {
  constructor(private readonly database: DataSource) {}

  async installationId(): Promise<string> {
    const [row] = await this.database.query<{ id: string }[]>('SELECT id FROM acgs.installation');
    if (row === undefined) throw new Error('the installation has no id');
    return row.id;
  }

  /** Newest first. */
  all(): Promise<LogKeyEntity[]> {
    return this.database.manager.find(LogKeyEntity, { order: { validFrom: 'DESC' } });
  }

  /** Does nothing when there is one already: of several processes the first wins. */
  insertFirst(key: NewLogKey): Promise<void> {
    return this.exclusively(async (transaction) => {
      if (!(await transaction.exists(LogKeyEntity))) await insert(transaction, key);
    });
  }

  /** The keys before it end after the overlap, for which both sign. */
  rotate(key: NewLogKey, overlapSeconds: number): Promise<void> {
    return this.exclusively(async (transaction) => {
      await transaction.query(
        `UPDATE integrity_service.log_keys SET valid_to = now() + make_interval(secs => $1) WHERE valid_to IS NULL`,
        [overlapSeconds],
      );
      await insert(transaction, key);
    });
  }

  private exclusively(work: (transaction: EntityManager) => Promise<void>): Promise<void> {
    return this.database.transaction(async (transaction) => {
      await transaction.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.logKeys]);
      await work(transaction);
    });
  }
}

async function insert(
  transaction: EntityManager,
  { verifierKey, publicKey, sealedKey }: NewLogKey,
): Promise<void> {
  await transaction.query(
    `INSERT INTO integrity_service.log_keys (verifier_key, public_key, sealed_key, constitutional_hash)
     VALUES ($1, $2, $3, $4)`,
    [verifierKey, publicKey, sealedKey, CONSTITUTIONAL_HASH],
  );
}
