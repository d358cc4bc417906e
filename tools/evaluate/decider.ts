import {
  type ConstitutionDraft,
  type Decision,
  type EvaluationRequest,
  type PolicyDraft,
} from '@acgs/contracts';

/** What the evaluation reads of a decision. */
export type Verdict = Pick<Decision, 'outcome' | 'reasons'>;

/** Decides by one set of rules; many calls may be under way at once. */
export interface Decider {
  decide(request: EvaluationRequest): Promise<Verdict>;
}

export interface RuleDocuments {
  readonly constitution: ConstitutionDraft;
  readonly policies: readonly PolicyDraft[];
}

/** Where rules are put in force: in this process, or in a running installation over its API. */
export interface RulesTarget {
  /** Puts these rules in force instead of any others; resolves once decisions are made by them and no others. */
  load(rules: RuleDocuments): Promise<Decider>;
}
