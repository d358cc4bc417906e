import type { CallerIdentity } from '@acgs/access';
import type { Decision } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DecisionNotFoundError, IdempotencyKeyReusedError } from './decision.errors.js';
import type { IdempotencyClaim } from './decision-record.js';
import { DecisionsRepository } from './decisions.repository.js';

/** What was recorded under keys that are taken. */
@Injectable()
export class EarlierDecisions {
  constructor(private readonly repository: DecisionsRepository) {}

  /**
   * Null when the key is free.
   *
   * @throws IdempotencyKeyReusedError when it was used with another body; DecisionNotFoundError when what was decided is
   * not kept any more
   */
  async find(
    { tenant, actor }: CallerIdentity,
    claim: IdempotencyClaim,
  ): Promise<[Decision, ...Decision[]] | null> {
    const first = await this.repository.findClaim(tenant, actor, claim.key);
    if (first === null) return null;
    if (first.requestDigest !== claim.requestDigest) throw new IdempotencyKeyReusedError();
    const [decision, ...others] = await this.repository.findAll(tenant, first.decisionIds);
    if (decision === undefined || others.length + 1 < first.decisionIds.length) {
      throw new DecisionNotFoundError(first.decisionIds.join(', '));
    }
    return [decision, ...others];
  }

  /** Of a key that is taken. @throws as `find` */
  async of(caller: CallerIdentity, claim: IdempotencyClaim): Promise<[Decision, ...Decision[]]> {
    const earlier = await this.find(caller, claim);
    if (earlier === null) throw new IdempotencyKeyReusedError();
    return earlier;
  }
}
