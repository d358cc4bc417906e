import type { CallerIdentity } from '@acgs/access';
import type { Decision } from '@acgs/contracts';
import { Deadline } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import { LogClient } from './log-client.js';
import { preferredWait } from './preferred-wait.js';

/** Kept back of the time that the caller waits, to answer in. */
const ANSWER_MILLISECONDS = 250;
/** In one process: each waits on a connection to the log, and others are needed by those who do not wait. */
const WAITING_MAX = 80;

/** The header in the OpenAPI document. */
export const PREFER_HEADER = {
  name: 'Prefer',
  required: false,
  description:
    '`wait=N` (RFC 7240) waits N seconds at most, and ten at most, for the receipt of the decision. Without one in time, the decision is answered alone',
};

/** Receipts for callers who would rather wait than ask again. */
@Injectable()
export class PreferredReceipts {
  private waiting = 0;

  constructor(private readonly log: LogClient) {}

  /**
   * The decision, recorded as it is, with its receipt if there is one in time; without it at once while too many wait. Never
   * throws for the log's sake.
   */
  async attach(
    decision: Decision,
    prefer: string,
    { tenant }: Pick<CallerIdentity, 'tenant'>,
    deadline: Deadline,
    callerGone: AbortSignal,
  ): Promise<Decision> {
    const milliseconds = Math.min(preferredWait(prefer) * 1000, deadline.left - ANSWER_MILLISECONDS);
    if (milliseconds <= 0 || this.waiting >= WAITING_MAX) return decision;
    this.waiting++;
    const receipt = await this.log
      .awaitedReceipt(tenant, decision.decisionId, Deadline.in(milliseconds), callerGone)
      .catch(() => null)
      .finally(() => this.waiting--);
    return receipt === null ? decision : { ...decision, receipt };
  }
}
