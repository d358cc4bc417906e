import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** How failures slow those down that follow. */
export interface SlowDown {
  /** Failures without any wait. */
  readonly free: number;
  /** From this number on it is a lock. */
  readonly lock: number;
  readonly lockSeconds: number;
}

export interface Attempt {
  /** Whether it may go on. */
  readonly admitted: boolean;
  /** Failures with this one, should it fail. */
  readonly failures: number;
  /** Seconds until the next attempt may go on, when this one may not. */
  readonly waitSeconds: number;
}

/** Shared by all processes: keyed hashes of accounts and addresses, never those themselves. */
@Injectable()
export class SignInAttemptsRepository {
  constructor(private readonly database: DataSource) {}

  /**
   * One statement. Counts the attempt as a failure before it is made, so that attempts at the same time don't pass each
   * other by; what succeeds is taken back by `forget`. An attempt that must wait is not counted: nobody is locked out for
   * longer by trying. After `free` failures the waits are 1, 2, 4, 8 ... seconds, from `lock` on `lockSeconds`.
   */
  async count(
    tenant: string,
    key: Buffer,
    { free, lock, lockSeconds }: SlowDown,
    manager: EntityManager = this.database.manager,
  ): Promise<Attempt> {
    const [row] = await manager.query<[{ admitted: boolean; failures: number; wait_seconds: number }]>(
      `WITH counted AS (
         INSERT INTO auth_service.sign_in_attempts AS attempt
           (tenant, key, failures, blocked_until, forgotten_at, constitutional_hash)
         VALUES ($1, $2, 1, 'epoch', now() + make_interval(secs => $5), $6)
         ON CONFLICT (tenant, key) DO UPDATE SET
           failures = CASE WHEN attempt.forgotten_at <= now() THEN 1 ELSE attempt.failures + 1 END,
           blocked_until = CASE
             WHEN attempt.forgotten_at <= now() OR attempt.failures + 1 < $3 THEN 'epoch'
             WHEN attempt.failures + 1 < $4 THEN now() + make_interval(secs => power(2, attempt.failures + 1 - $3))
             ELSE now() + make_interval(secs => $5) END,
           forgotten_at = now() + make_interval(secs => $5)
         WHERE attempt.blocked_until <= now()
         RETURNING failures)
       SELECT EXISTS (SELECT FROM counted) AS admitted,
         coalesce((SELECT failures FROM counted), 0) AS failures,
         coalesce((SELECT ceil(extract(epoch FROM blocked_until - now()))::integer FROM auth_service.sign_in_attempts
           WHERE tenant = $1 AND key = $2 AND NOT EXISTS (SELECT FROM counted)), 0) AS wait_seconds`,
      [tenant, key, free, lock, lockSeconds, CONSTITUTIONAL_HASH],
    );
    return { admitted: row.admitted, failures: row.failures, waitSeconds: row.wait_seconds };
  }

  async forget(tenant: string, key: Buffer): Promise<void> {
    await this.database.query('DELETE FROM auth_service.sign_in_attempts WHERE tenant = $1 AND key = $2', [
      tenant,
      key,
    ]);
  }

  /** Takes back one count. */
  async takeBack(tenant: string, key: Buffer): Promise<void> {
    await this.database.query(
      `UPDATE auth_service.sign_in_attempts SET failures = failures - 1, blocked_until = 'epoch'
       WHERE tenant = $1 AND key = $2 AND failures > 0`,
      [tenant, key],
    );
  }

  /** As if it had not been counted: the wait that it brought is over, and one that a later attempt has brought is not. */
  async takeBackOne(tenant: string, key: Buffer, failures: number): Promise<void> {
    await this.database.query(
      `UPDATE auth_service.sign_in_attempts SET failures = failures - 1,
         blocked_until = CASE WHEN failures = $3 THEN 'epoch' ELSE blocked_until END
       WHERE tenant = $1 AND key = $2 AND failures > 0`,
      [tenant, key, failures],
    );
  }

  /** Gives how many there were, at most `limit`. */
  async deleteForgotten(limit: number): Promise<number> {
    const [, deleted] = await this.database.query<[unknown[], number]>(
      `DELETE FROM auth_service.sign_in_attempts WHERE (tenant, key) IN (
         SELECT tenant, key FROM auth_service.sign_in_attempts WHERE forgotten_at <= now()
         ORDER BY forgotten_at LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      [limit],
    );
    return deleted;
  }
}
