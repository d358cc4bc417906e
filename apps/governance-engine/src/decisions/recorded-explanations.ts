import type { ConditionExplanation, Explanation, RecordedDecision } from '@acgs/contracts';
import type { Deadline } from '@acgs/http-client';
import type { RuleSet } from '@acgs/rules';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { ERASED } from '../erasures/erased-request.js';
import { ExplanationErasedError } from '../erasures/erasure.errors.js';
import { ErasuresRepository } from '../erasures/erasures.repository.js';
import { PinnedRuleSets } from '../rule-sets/pinned-rule-sets.js';

/** By them rules are found, before a condition is read. */
const OF_SCOPES: readonly string[] = ['/subject/type', '/action/name', '/resource/type'];

/** Explanations of recorded decisions, as long as what they depend on is there. */
@Injectable()
export class RecordedExplanations {
  constructor(
    private readonly pinned: PinnedRuleSets,
    private readonly erasures: ErasuresRepository,
  ) {}

  /**
   * Made anew from the request and the pinned rules, which give the same result for ever.
   *
   * @throws ExplanationErasedError when fields of the request were erased, and it would not be the one of before
   * @throws PinnedRulesMissingError, ConstitutionUnavailableError when the rules cannot be had
   */
  async of(decision: RecordedDecision, deadline: Deadline): Promise<Explanation> {
    const { tenant, decisionId, request, pins } = decision;
    const rules = await this.pinned.find(tenant, pins, deadline);
    const erased = await this.erasures.fields({ tenant, decisionId });
    const explanation = rules.explain(request);
    if (erased !== null && depends(explanation, decision, rules, erased)) {
      throw new ExplanationErasedError(decisionId, erased);
    }
    return explanation;
  }
}

function depends(
  { rules, nearestPermits }: Explanation,
  { request, outcome, reasons, pins, approval }: RecordedDecision,
  ruleSet: RuleSet,
  erased: readonly string[],
): boolean {
  if (erased.some((pointer) => OF_SCOPES.includes(pointer))) return true;
  if ([...rules, ...nearestPermits].some(hasReadErased)) return true;
  if (pins.constitutionVersion === null) return false;
  const now = ruleSet.evaluate(request, approval !== undefined);
  return now.outcome !== outcome || !isDeepStrictEqual(JSON.parse(JSON.stringify(now.reasons)), reasons);
}

const hasReadErased = ({ values }: ConditionExplanation): boolean =>
  JSON.stringify(values).includes(JSON.stringify(ERASED));
