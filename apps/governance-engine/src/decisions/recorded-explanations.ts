import type { CallerIdentity } from '@acgs/access';
import type {
  ConditionExplanation,
  Decision,
  EvaluationRequest,
  Explanation,
  RecordedDecision,
} from '@acgs/contracts';
import { Deadline } from '@acgs/http-client';
import type { RuleSet } from '@acgs/rules';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { ERASED } from '../erasure-records/erased-request.js';
import { ExplanationErasedError } from '../erasure-records/erasure.errors.js';
import { ErasuresRepository } from '../erasure-records/erasures.repository.js';
import { referenceOf } from '../freezes/freeze-view.js';
import { FreezesRepository } from '../freezes/freezes.repository.js';
import { PinnedRuleSets } from '../rule-sets/pinned-rule-sets.js';
import { askedRequest } from './asked-request.js';

/** By them rules are found, before a condition is read. */
const OF_SCOPES: readonly string[] = ['/subject/type', '/action/name', '/resource/type'];

/** Explanations of recorded decisions, as long as what they depend on is there. */
@Injectable()
export class RecordedExplanations {
  constructor(
    private readonly pinned: PinnedRuleSets,
    private readonly erasures: ErasuresRepository,
    private readonly freezes: FreezesRepository,
  ) {}

  /** Of a decision that was just made: from the request and the pinned rules. */
  async ofNew(decision: Decision, request: EvaluationRequest, caller: CallerIdentity): Promise<Explanation> {
    const frozen = await this.frozen(caller.tenant, decision);
    if (frozen !== null) return frozen;
    const rules = await this.pinned.find(caller.tenant, decision.pins, Deadline.NEVER);
    return rules.explain(askedRequest(request, caller));
  }

  /**
   * Made anew from the request and the pinned rules, which give the same result for ever.
   *
   * @throws ExplanationErasedError when fields of the request were erased, and it would not be the one of before
   * @throws PinnedRulesMissingError, ConstitutionUnavailableError when the rules cannot be had
   */
  async of(decision: RecordedDecision, deadline: Deadline): Promise<Explanation> {
    const { tenant, decisionId, request, pins } = decision;
    const frozen = await this.frozen(tenant, decision);
    if (frozen !== null) return frozen;
    const rules = await this.pinned.find(tenant, pins, deadline);
    const erased = await this.erasures.fields({ tenant, decisionId });
    const explanation = rules.explain(request);
    if (erased !== null && depends(explanation, decision, rules, erased)) {
      throw new ExplanationErasedError(decisionId, erased);
    }
    return explanation;
  }

  /** No rule was asked. Null of a decision that was not frozen. */
  private async frozen(tenant: string, { reasons }: Pick<Decision, 'reasons'>): Promise<Explanation | null> {
    const freezeId = reasons[0]?.freezeId;
    if (freezeId === undefined) return null;
    const freeze = await this.freezes.one({ tenant, freezeId });
    const nothing = { rules: [], nearestPermits: [] };
    return freeze === null ? nothing : { ...nothing, freeze: referenceOf(freeze) };
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
