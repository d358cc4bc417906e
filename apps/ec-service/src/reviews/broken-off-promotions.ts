import { BackgroundLoop } from '@acgs/service';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { isRefusal, Promotions } from './promotions.js';
import { type Promotion, ReviewsRepository } from './reviews.repository.js';

const LOOK_MILLISECONDS = 5000;
/** Longer than the request of a person takes that is under way. */
const LEFT_ALONE_SECONDS = 30;

/** Takes up promotions whose process was killed, or whose engine was away, on the way. */
@Injectable()
export class BrokenOffPromotions implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(BrokenOffPromotions.name);
  private readonly loop = new BackgroundLoop(
    () => this.turn(),
    (error) => {
      this.log.warn(`promotions can't be looked after: ${String(error)}`);
      return LOOK_MILLISECONDS;
    },
  );

  constructor(
    private readonly reviews: ReviewsRepository,
    private readonly promotions: Promotions,
    registry: Registry,
  ) {
    new Gauge({
      name: 'acgs_evolution_promotions_begun',
      help: 'Promotions that are neither done nor refused yet; NaN when the database does not tell.',
      registers: [registry],
      aggregator: 'max',
      async collect() {
        this.set(await reviews.countBegun().catch(() => Number.NaN));
      },
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async turn(): Promise<number> {
    const promotion = await this.reviews.takeUp(LEFT_ALONE_SECONDS);
    if (promotion === null) return LOOK_MILLISECONDS;
    await this.finish(promotion);
    return 0;
  }

  /** What can't be ended now stays as it is until its turn comes again. */
  private async finish(promotion: Promotion): Promise<void> {
    const what = `the promotion of ${promotion.candidateId} of the run ${promotion.runId}`;
    try {
      await this.promotions.finish(promotion);
      this.log.warn(`${what} had been broken off, and is done.`);
    } catch (error) {
      const became = isRefusal(error) ? 'is withdrawn' : "can't be brought to its end now";
      this.log.warn(`${what} had been broken off, and ${became}: ${String(error)}`);
    }
  }
}
