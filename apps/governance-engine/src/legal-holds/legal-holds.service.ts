import type { CallerIdentity } from '@acgs/access';
import {
  type LegalHold,
  type LegalHoldDraft,
  type LegalHoldPage,
  type LegalHoldQuery,
  type LegalHoldRelease,
  newUuidV7,
  timeOfDecisionId,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import type { LegalHoldEntity } from './legal-hold.entity.js';
import { LegalHoldNotFoundError } from './legal-hold.errors.js';
import { LegalHoldsRepository } from './legal-holds.repository.js';

@Injectable()
export class LegalHoldsService {
  constructor(private readonly repository: LegalHoldsRepository) {}

  async place(draft: LegalHoldDraft, { tenant, subject }: CallerIdentity): Promise<LegalHold> {
    const holdId = newUuidV7();
    await this.repository.place({ tenant, holdId }, draft, subject);
    return await this.one(tenant, holdId);
  }

  /** Asked again, it answers the same. @throws LegalHoldNotFoundError */
  async release(
    holdId: string,
    { reason }: LegalHoldRelease,
    { tenant, subject }: CallerIdentity,
  ): Promise<LegalHold> {
    await this.repository.release({ tenant, holdId }, reason, subject);
    return await this.one(tenant, holdId);
  }

  /** @throws LegalHoldNotFoundError */
  async one(tenant: string, holdId: string): Promise<LegalHold> {
    const hold = await this.repository.one({ tenant, holdId });
    if (hold === null) throw new LegalHoldNotFoundError(holdId);
    return viewOf(hold);
  }

  async list(tenant: string, query: LegalHoldQuery): Promise<LegalHoldPage> {
    const rows = await this.repository.list(tenant, query);
    return pageFrom(rows, query.limit, viewOf, ({ holdId }) => holdId);
  }
}

const momentOf = (id: string | null): string | null =>
  id === null ? null : timeOfDecisionId(id).toISOString();

const viewOf = (hold: LegalHoldEntity): LegalHold => ({
  holdId: hold.holdId,
  reason: hold.reason,
  subject: hold.subjectId,
  resource: hold.resourceId,
  from: momentOf(hold.fromId),
  to: momentOf(hold.toId),
  placedBy: hold.placedBy,
  placedAt: hold.placedAt.toISOString(),
  releasedBy: hold.releasedBy,
  releasedAt: hold.releasedAt?.toISOString() ?? null,
  releaseReason: hold.releaseReason,
});
