import type { DecisionOutcomes, DecisionOutcomesQuery } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { OutcomesRepository } from './outcomes.repository.js';

@Injectable()
export class OutcomesService {
  constructor(private readonly repository: OutcomesRepository) {}

  /** Of a version that nothing has pinned, none. */
  count(tenant: string, query: DecisionOutcomesQuery): Promise<DecisionOutcomes> {
    const { policy, version, from, to } = query;
    const time = { from: new Date(from), to: new Date(to) };
    return this.repository.count(tenant, { policy, version, ...time });
  }
}
