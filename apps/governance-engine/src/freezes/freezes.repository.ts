import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { FreezeDraft, FreezeQuery } from '@acgs/contracts';
import { announceRuleVersion } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { FreezeEntity } from './freeze.entity.js';

export interface FreezeKey {
  readonly tenant: string;
  readonly freezeId: string;
}

const IN_TIME = '(freeze.expiresAt IS NULL OR freeze.expiresAt > :now)';

const OF_STATUS = {
  'in-force': `freeze.liftedAt IS NULL AND ${IN_TIME}`,
  expired: `freeze.liftedAt IS NULL AND NOT ${IN_TIME}`,
  lifted: 'freeze.liftedAt IS NOT NULL',
} as const;

/**
 * Every statement about freezes. A trigger takes each that is placed or lifted into the log, and the engines are told of it, in the same
 * transaction.
 */
@Injectable()
export class FreezesRepository {
  constructor(private readonly database: DataSource) {}

  place(key: FreezeKey, { scope, reason, expiresAt }: FreezeDraft, by: string): Promise<void> {
    return this.database.transaction(async (transaction) => {
      await transaction.insert(FreezeEntity, {
        ...key,
        subjectType: scope.subject?.type ?? null,
        subjectId: scope.subject?.id ?? null,
        action: scope.action ?? null,
        everything: scope.everything ?? false,
        reason,
        placedBy: by,
        expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
        constitutionalHash: CONSTITUTIONAL_HASH,
      });
      await announceRuleVersion(transaction, 'freezes');
    });
  }

  /** False for one that is over, which it leaves as it is. Of two who lift at once, one does. */
  lift({ tenant, freezeId }: FreezeKey, reason: string, by: string, now: Date): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const [, lifted] = await transaction.query<[unknown, number]>(
        `UPDATE governance_engine.freezes
         SET lifted_by = $3, lifted_at = date_trunc('milliseconds', now()), lift_reason = $4
         WHERE tenant = $1 AND freeze_id = $2 AND lifted_at IS NULL AND (expires_at IS NULL OR expires_at > $5)`,
        [tenant, freezeId, by, reason, now],
      );
      if (lifted > 0) await announceRuleVersion(transaction, 'freezes');
      return lifted > 0;
    });
  }

  one(key: FreezeKey): Promise<FreezeEntity | null> {
    return this.database.manager.findOneBy(FreezeEntity, key);
  }

  /** Newest first; one more than `limit`. */
  list(tenant: string, { cursor, limit, status, subject }: FreezeQuery, now: Date): Promise<FreezeEntity[]> {
    const query = this.database.manager
      .createQueryBuilder(FreezeEntity, 'freeze')
      .where('freeze.tenant = :tenant', { tenant })
      .orderBy('freeze.freezeId', 'DESC')
      .limit(limit + 1);
    if (cursor !== undefined) query.andWhere('freeze.freezeId < :cursor', { cursor });
    if (subject !== undefined) query.andWhere('freeze.subjectId = :subject', { subject });
    if (status !== undefined) query.andWhere(`(${OF_STATUS[status]})`, { now });
    return query.getMany();
  }

  /** Of every tenant, those that were placed first before the others. */
  inForce(now: Date): Promise<FreezeEntity[]> {
    const liftedAt = IsNull();
    return this.database.manager.find(FreezeEntity, {
      where: [
        { liftedAt, expiresAt: IsNull() },
        { liftedAt, expiresAt: MoreThan(now) },
      ],
      order: { tenant: 'ASC', freezeId: 'ASC' },
    });
  }
}
