import type { ProofStore } from '@acgs/access';
import { Injectable } from '@nestjs/common';
import { SharedRedis } from './shared-redis.js';

/** Proofs that were used, known to every process while Redis is up. */
@Injectable()
export class RedisProofs implements ProofStore {
  constructor(private readonly redis: SharedRedis) {}

  async isFirstUse(id: string, seconds: number): Promise<boolean | null> {
    if (!this.redis.isUsable) return null;
    try {
      return (
        (await this.redis.run((client) => client.set(`acgs:proof:${id}`, '', 'EX', seconds, 'NX'))) === 'OK'
      );
    } catch {
      return null;
    }
  }
}
