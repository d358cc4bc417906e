import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { SecurityEventPageQuery } from '@acgs/contracts';
import { Conditions, StaleReads } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SecurityEventEntity } from './security-event.entity.js';

export type SecurityEventRow = Omit<SecurityEventEntity, 'constitutionalHash'>;

@Injectable()
export class SecurityEventsRepository {
  constructor(
    private readonly database: DataSource,
    private readonly staleReads: StaleReads,
  ) {}

  async insert(event: Omit<SecurityEventRow, 'at'>, transaction?: EntityManager, isSo = true): Promise<void> {
    await (transaction ?? this.database.manager).query(
      `INSERT INTO auth_service.security_events (tenant, id, kind, subject, actor, detail, constitutional_hash)
       SELECT $1, $2, $3, $4, $5, $6, $7 WHERE $8::boolean`,
      [
        event.tenant,
        event.id,
        event.kind,
        event.subject,
        event.actor,
        JSON.stringify(event.detail),
        CONSTITUTIONAL_HASH,
        isSo,
      ],
    );
  }

  /** Newest first; one more than asked for, when there is one. */
  list(
    tenant: string,
    { limit, cursor, kind, subject }: SecurityEventPageQuery,
  ): Promise<SecurityEventRow[]> {
    const where = new Conditions()
      .add((p) => `tenant = ${p}`, tenant)
      .add((p) => `kind = ${p}`, kind)
      .add((p) => `subject = ${p}`, subject)
      .add((p) => `id < ${p}::uuid`, cursor);
    return this.staleReads.query<SecurityEventRow>(
      'security-events.list',
      `SELECT tenant, id, kind, subject, actor, detail, at FROM auth_service.security_events
       WHERE ${where.text} ORDER BY id DESC LIMIT ${String(limit + 1)}`,
      where.values,
    );
  }
}
