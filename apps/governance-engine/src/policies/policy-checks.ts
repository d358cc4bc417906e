import type { PolicyDraft } from '@acgs/contracts';
import { checkPolicy, policyTestFaultsInSlices } from '@acgs/rules';
import { Injectable } from '@nestjs/common';
import { ActiveRuleSets } from '../rule-sets/active-rule-sets.js';
import { PolicyRulesInvalidError } from './policy.errors.js';

/** What a document has to pass under the constitution of now. */
@Injectable()
export class PolicyChecks {
  constructor(private readonly rules: ActiveRuleSets) {}

  /** Tests are run when the conditions are sound. @throws PolicyRulesInvalidError */
  async requireSound(draft: PolicyDraft): Promise<void> {
    const constitution = this.rules.constitution?.document ?? null;
    const checked = checkPolicy(draft, constitution);
    const faults = checked.length > 0 ? checked : await policyTestFaultsInSlices(draft, constitution);
    if (faults.length > 0) throw new PolicyRulesInvalidError(faults);
  }
}
