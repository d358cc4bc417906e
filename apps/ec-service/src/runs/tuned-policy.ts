import type { ActiveRuleSet, PolicyDraft } from '@acgs/contracts';
import { type ParameterChoice, searchSpace, SearchSpaceError, type TuningSpace } from '@acgs/evolution';
import { NothingToTuneError, PolicyNotActiveError } from './run.errors.js';

export interface TunedPolicy {
  readonly version: number;
  readonly document: PolicyDraft;
  readonly space: TuningSpace;
}

/** What a search varies in the rules of a moment. @throws PolicyNotActiveError, NothingToTuneError */
export function tunedPolicy(
  { policies, constitution }: Pick<ActiveRuleSet, 'policies' | 'constitution'>,
  id: string,
  parameters: readonly ParameterChoice[] | null,
): TunedPolicy {
  const policy = policies.find(({ document }) => document.id === id);
  if (policy === undefined) throw new PolicyNotActiveError(id);
  const { version, document } = policy;
  try {
    return { version, document, space: searchSpace(document, constitution?.document ?? null, parameters) };
  } catch (error) {
    if (error instanceof SearchSpaceError) throw new NothingToTuneError(id, error.faults);
    throw error;
  }
}
