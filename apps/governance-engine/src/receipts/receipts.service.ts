import type { CallerIdentity } from '@acgs/access';
import type { Receipt } from '@acgs/contracts';
import type { Deadline } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import { DecisionsService } from '../decisions/decisions.service.js';
import { LogClient } from '../log-client/log-client.js';
import { ReceiptPendingError } from './receipts.errors.js';

@Injectable()
export class ReceiptsService {
  constructor(
    private readonly log: LogClient,
    private readonly decisions: DecisionsService,
  ) {}

  /** @throws DecisionNotFoundError, ReceiptPendingError, LogUnavailableError */
  async receipt(decisionId: string, caller: CallerIdentity, deadline: Deadline): Promise<Receipt> {
    const receipt = await this.log.receipt(caller.tenant, decisionId, deadline);
    if (receipt !== null) return receipt;
    await this.decisions.find(decisionId, caller);
    throw new ReceiptPendingError(decisionId);
  }
}
