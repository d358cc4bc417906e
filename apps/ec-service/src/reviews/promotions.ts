import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';
import { EngineClient } from '../engine/engine-client.js';
import { PolicyMovedError, ProposalRefusedError } from '../engine/engine.errors.js';
import { type Promotion, ReviewsRepository } from './reviews.repository.js';

/** Brings promotions that were begun to their end. Whoever does it again, or at the same time, comes to the same. */
@Injectable()
export class Promotions {
  private readonly ended: Counter<'outcome'>;

  constructor(
    private readonly reviews: ReviewsRepository,
    private readonly engine: EngineClient,
    registry: Registry,
  ) {
    this.ended = new Counter({
      name: 'acgs_evolution_promotions_total',
      help: 'Promotions that this process has brought to their end: promoted, or refused by the engine.',
      labelNames: ['outcome'],
      registers: [registry],
    });
  }

  /** @throws PolicyMovedError, ProposalRefusedError when nothing has come of it; EngineUnavailableError when it is open still */
  async finish(promotion: Promotion): Promise<void> {
    try {
      const version = await this.engine.propose(promotion.tenant, promotion.proposal);
      await this.reviews.finish(promotion, version);
      this.ended.inc({ outcome: 'promoted' });
    } catch (error) {
      if (isRefusal(error)) {
        await this.reviews.withdraw(promotion);
        this.ended.inc({ outcome: 'refused' });
      }
      throw error;
    }
  }
}

export const isRefusal = (error: unknown): error is PolicyMovedError | ProposalRefusedError =>
  error instanceof PolicyMovedError || error instanceof ProposalRefusedError;
