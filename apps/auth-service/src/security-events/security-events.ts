import {
  newUuidV7,
  type SecurityEventKind,
  type SecurityEventPage,
  type SecurityEventPageQuery,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SecurityEventsRepository } from './security-events.repository.js';

export interface NewSecurityEvent {
  readonly tenant: string;
  readonly kind: SecurityEventKind;
  /** Whom or what it happened to, by id. */
  readonly subject: string;
  /** Who did it, by id; null when nobody is known. */
  readonly actor: string | null;
  /** Stays in the log for ever: ids, numbers and names of roles, never an address, a name or a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

@Injectable()
export class SecurityEvents {
  constructor(private readonly repository: SecurityEventsRepository) {}

  /** With a transaction, it has happened when that commits; an entry of the log follows by itself. */
  record({ detail = {}, ...event }: NewSecurityEvent, transaction?: EntityManager): Promise<void> {
    return this.repository.insert({ ...event, detail, id: newUuidV7() }, transaction);
  }

  /** The same statement whether or not it is to be recorded, where nobody may tell from the time that it takes. */
  recordIf(
    isSo: boolean,
    { detail = {}, ...event }: NewSecurityEvent,
    transaction: EntityManager,
  ): Promise<void> {
    return this.repository.insert({ ...event, detail, id: newUuidV7() }, transaction, isSo);
  }

  /** Newest first. */
  async list(tenant: string, query: SecurityEventPageQuery): Promise<SecurityEventPage> {
    const rows = await this.repository.list(tenant, query);
    return pageFrom(
      rows,
      query.limit,
      ({ id, kind, subject, actor, detail, at }) => ({
        id,
        kind,
        subject,
        actor,
        detail,
        at: at.toISOString(),
      }),
      ({ id }) => id,
    );
  }
}
