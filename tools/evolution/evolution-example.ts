import { type PolicyDraft, PolicyDraftSchema } from '@acgs/contracts';
import { join } from 'node:path';
import { type RuleDocuments } from '../evaluate/decider.js';
import { readInput } from '../evaluate/input-file.js';
import { type PlannedSuite, planSuites } from '../evaluate/planned-suite.js';
import { PROJECT_FOLDER } from '../project-folder.js';

const EXAMPLES = join(PROJECT_FOLDER, 'examples');
const BANKING = join(EXAMPLES, 'agents', 'banking');

/** The banking rules, what they were before their thresholds were found by hand, and the suites that say what is right. */
export interface EvolutionExample {
  readonly byHand: RuleDocuments;
  readonly badly: RuleDocuments;
  readonly tuned: PolicyDraft;
  readonly suites: readonly PlannedSuite[];
}

/** With AgentDojo's banking suite beside the one that ships, where `data` has it. */
export async function evolutionExample(data: string | null): Promise<EvolutionExample> {
  const tuned = await readInput(join(EXAMPLES, 'evolution', 'payments.yaml'), PolicyDraftSchema);
  const files = [
    join(EXAMPLES, 'evolution', 'suite.json'),
    ...(data === null ? [] : [join(data, 'agentdojo', 'banking.json')]),
  ];
  const planned = await Promise.all(
    files.map((suite) => planSuites({ suite, rules: BANKING, mapping: null }, EXAMPLES, data)),
  );
  const suites = planned.flat();
  const byHand = suites[0]?.rules;
  if (byHand === undefined) throw new Error('there is no suite');
  const policies = byHand.policies.map((policy) => (policy.id === tuned.id ? tuned : policy));
  return { byHand, badly: { ...byHand, policies }, tuned, suites };
}
