import { type ConstitutionDraft, type Fault, type Outcome, type PolicyDraft } from '@acgs/contracts';
import { compileRuleSetInSlices } from './compile-in-slices.js';
import { compileRuleSet, type RuleSetSource } from './rule-set.js';
import { resultsInSlices } from './slices.js';

/**
 * The tests of a policy that it fails, in their order. It is tested alone: with the constitution, and without the policies
 * of others. Where no constitution is in force, by its own rules, which is what a ratified one could restrict at most.
 */
export function policyTestFaults(policy: PolicyDraft, constitution: ConstitutionDraft | null): Fault[] {
  const { tests = [] } = policy;
  if (tests.length === 0) return [];
  const rules = compileRuleSet(sourceOf(policy, constitution));
  return tests.flatMap(({ request, outcome }, index) =>
    faultOf(index, outcome, rules.evaluate(request).outcome),
  );
}

/** The same as `policyTestFaults`. Two hundred costly tests hold nobody up. */
export async function policyTestFaultsInSlices(
  policy: PolicyDraft,
  constitution: ConstitutionDraft | null,
): Promise<Fault[]> {
  const { tests = [] } = policy;
  if (tests.length === 0) return [];
  const rules = await compileRuleSetInSlices(sourceOf(policy, constitution));
  const outcomes = await resultsInSlices(tests, ({ request }) => rules.evaluate(request).outcome);
  return tests.flatMap(({ outcome }, index) => faultOf(index, outcome, outcomes[index]));
}

const NOT_RATIFIED: ConstitutionDraft = { title: 'None is ratified', preamble: '', principles: [] };

/** Versions and digests are of no consequence to outcomes. */
const sourceOf = (policy: PolicyDraft, constitution: ConstitutionDraft | null): RuleSetSource => ({
  constitution: { version: 1, digest: '', document: constitution ?? NOT_RATIFIED },
  policies: [{ version: 1, digest: '', document: policy }],
  constitutionalHash: '',
});

function faultOf(index: number, wanted: Outcome, found: Outcome | undefined): Fault[] {
  if (found === wanted) return [];
  return [{ path: `/tests/${String(index)}`, message: `must be ${wanted}, and is ${String(found)}` }];
}
