import { type ConstitutionDraft, type PolicyDraft } from '@acgs/contracts';
import { compileRuleSet, type RuleSetSource } from '@acgs/rules';
import { type Genome } from '../core/parameter.js';
import { type EvidenceCase, type ReplayedCase } from './evidence.js';
import { type Objectives, sharesOf } from './objectives.js';
import { PolicyFaults } from './policy-faults.js';
import { Replay } from './replay.js';
import { Code, Standing, standingOf } from './standing.js';
import { type TuningSpace } from './tuning-space.js';

export interface Score {
  readonly objectives: Objectives;
  /** 0 for what may be proposed; else how many faults, failed tests and allowed cases that principles forbid there are. */
  readonly violation: number;
  /** One for each case: its place in `OUTCOMES`. */
  readonly outcomes: Uint8Array;
}

/**
 * Says what candidates are worth on cases, under the rules of one moment. Depends on nothing else: neither on what was
 * scored before, nor on the machine.
 */
export class Scorer {
  private readonly policy: PolicyDraft;
  private readonly replay: Replay;
  private readonly tests: Replay;
  private readonly faults: PolicyFaults;
  private readonly forbidden: readonly number[];

  /** @throws RangeError when the policy is not among the sources */
  constructor(
    sources: RuleSetSource,
    policyId: string,
    private readonly space: TuningSpace,
    private readonly cases: readonly EvidenceCase[],
  ) {
    const active = sources.policies.find(({ document }) => document.id === policyId);
    if (active === undefined) throw new RangeError(`the policy "${policyId}" is not in force`);
    this.policy = active.document;
    this.replay = new Replay(sources, this.policy, space.rules, cases);
    this.tests = new Replay(testedAlone(sources, active), this.policy, space.rules, testCases(this.policy));
    this.faults = new PolicyFaults(this.policy, space.rules, sources.constitution?.document);
    this.forbidden = forbiddenPlaces(
      { ...sources, policies: [{ ...active, document: { ...this.policy, rules: [] } }] },
      cases,
    );
  }

  score(genome: Genome): Score {
    const candidate = this.space.apply(this.policy, genome);
    const outcomes = this.replay.outcomes(candidate);
    const allowed = this.forbidden.filter((place) => outcomes[place] === Code.allow).length;
    return {
      objectives: { ...sharesOf(this.cases, outcomes), distance: this.space.distance(genome) },
      violation: this.faults.count(candidate) + this.failedTests(candidate) + allowed,
      outcomes,
    };
  }

  private failedTests(candidate: PolicyDraft): number {
    const { tests = [] } = candidate;
    if (tests.length === 0) return 0;
    const outcomes = this.tests.outcomes(candidate);
    return tests.filter(({ outcome }, at) => outcomes[at] !== Code[outcome]).length;
  }
}

const NOT_RATIFIED: ConstitutionDraft = { title: 'None is ratified', preamble: '', principles: [] };

/** As `policyTestFaults` of the rules has it: the policy alone, and where no constitution is in force its own rules. */
const testedAlone = (
  { constitution, constitutionalHash }: RuleSetSource,
  active: RuleSetSource['policies'][number],
): RuleSetSource => ({
  constitution: constitution ?? { version: 0, digest: '', document: NOT_RATIFIED },
  policies: [active],
  constitutionalHash,
});

const testCases = ({ tests = [] }: PolicyDraft): ReplayedCase[] =>
  tests.map(({ request }) => ({ request, approved: false }));

/** The cases that a principle forbids. Precedence lets no policy allow them; that it is so is seen for every candidate. */
function forbiddenPlaces(withoutRules: RuleSetSource, cases: readonly EvidenceCase[]): number[] {
  const principles = compileRuleSet(withoutRules);
  return cases.flatMap(({ request }, place) =>
    standingOf(principles.evaluate(request)) === Standing.forbid ? [place] : [],
  );
}
