import {
  type Decision,
  DecisionSchema,
  type EvaluationRequest,
  EvaluationRequestSchema,
  type EvidenceBundle,
  type LogEntry,
} from '@acgs/contracts';
import { canonicalJson } from '@acgs/merkle';
import { compileRuleSet, ENGINE_VERSION } from '@acgs/rules';
import { type Fault } from './fault.js';

/** Whether the decision comes out again; `impossible` says why it cannot be made again. */
export type Replay =
  | { readonly result: 'reproduced' }
  | { readonly result: 'different'; readonly faults: readonly Fault[] }
  | { readonly result: 'impossible'; readonly because: string };

/** Reasons that are no rule's: what was so at that moment is not in the rules. */
const OF_THE_MOMENT = new Set(['frozen', 'rules-stale']);

/** Makes the decision of a bundle again, from its own rules, and compares outcome, reasons and obligations. */
export function replay(
  entry: LogEntry,
  closed: readonly string[],
  { constitution, policies }: Pick<EvidenceBundle, 'constitution' | 'policies'>,
): Replay {
  if (closed.length > 0) {
    return { result: 'impossible', because: `the log no longer knows ${closed.join(', ')}` };
  }
  const decision = DecisionSchema.safeParse(entry.body.decision);
  const request = EvaluationRequestSchema.safeParse(entry.body.request);
  if (!decision.success || !request.success) {
    return { result: 'impossible', because: 'the entry holds no request and decision of this version' };
  }
  const moment = decision.data.reasons.find(({ code }) => OF_THE_MOMENT.has(code));
  if (moment !== undefined) {
    return { result: 'impossible', because: `it was decided by the moment, not by rules: ${moment.code}` };
  }
  const { engineVersion } = decision.data.pins;
  if (engineVersion !== ENGINE_VERSION) {
    const because = `it was decided by engine version ${engineVersion}, and this is ${ENGINE_VERSION}`;
    return { result: 'impossible', because };
  }
  const rules = compileRuleSet({ constitution, policies, constitutionalHash: entry.constitutionalHash });
  return compare(decision.data, request.data, rules);
}

function compare(
  decision: Decision,
  request: EvaluationRequest,
  rules: ReturnType<typeof compileRuleSet>,
): Replay {
  const isApproved = decision.approval !== undefined;
  const made = { ...rules.evaluate(request, isApproved), pins: rules.pins };
  const members = ['outcome', 'reasons', 'obligations', 'pins'] as const;
  const faults = members
    .filter((member) => canonicalJson(made[member]) !== canonicalJson(decision[member]))
    .map((member) => ({
      path: `receipt.entry.body.decision.${member}`,
      message: `made again from the rules of the bundle it is ${canonicalJson(made[member])}`,
    }));
  return faults.length === 0 ? { result: 'reproduced' } : { result: 'different', faults };
}
