import type { ActiveRuleSet } from '@acgs/contracts';
import type { Deadline } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import { ActiveRuleSets } from './active-rule-sets.js';
import { PinnedRuleSets } from './pinned-rule-sets.js';
import { RulesNotConfirmedError } from './rule-sets.errors.js';

@Injectable()
export class RuleSetsService {
  constructor(
    private readonly rules: ActiveRuleSets,
    private readonly pinned: PinnedRuleSets,
  ) {}

  /**
   * @throws RulesNotConfirmedError while requests are denied for want of fresh rules
   * @throws what `PinnedRuleSets.sources` throws
   */
  async active(tenant: string, deadline: Deadline): Promise<ActiveRuleSet> {
    const rules = await this.rules.settled(tenant);
    if (rules === null) throw new RulesNotConfirmedError();
    const { constitution, policies } = await this.pinned.sources(tenant, rules.pins, deadline);
    return { pins: rules.pins, constitution, policies: [...policies] };
  }
}
