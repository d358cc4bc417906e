import {
  chosenObjectives,
  type EvidenceCase,
  Nsga2,
  type Objectives,
  OBJECTIVES,
  Scorer,
  searchSpace,
  splitByTime,
} from '@acgs/evolution';
import { checkPolicy, compileRuleSet, type RuleSetSource, policyTestFaults } from '@acgs/rules';
import { type RuleDocuments } from '../evaluate/decider.js';
import { evolutionExample } from './evolution-example.js';
import { labelledRequests } from './labelled-requests.js';

const example = await evolutionExample(process.env.ACGS_DATA ?? null);
const sourcesOf = ({ constitution, policies }: RuleDocuments): RuleSetSource => ({
  constitution: { version: 1, digest: '', document: constitution },
  policies: policies.map((document) => ({ version: 1, digest: '', document })),
  constitutionalHash: 'cdd01ef066bc6cf2',
});
const evidence: EvidenceCase[] = labelledRequests(example.suites, 'assistant').map(
  ({ request, label }, at) => ({
    ...{ id: String(at).padStart(5, '0'), request, label, approved: false, outcome: 'deny' },
    ...{ action: request.action.name, decidedAt: new Date(Date.UTC(2031, 0, 1) + at * 1000).toISOString() },
  }),
);
const { training, heldOut } = splitByTime(evidence, 0.3);
const space = searchSpace(example.tuned, example.badly.constitution);
const BY_HAND = [1, 1.25, 0.75];

const scoreOf = (cases: readonly EvidenceCase[], genome: readonly number[]): Objectives =>
  new Scorer(sourcesOf(example.badly), example.tuned.id, space, cases).score(genome).objectives;

describe('the example of an evolution', () => {
  it('has a policy that the constitution takes, and that passes its tests', () => {
    expect(checkPolicy(example.tuned, example.badly.constitution)).toStrictEqual([]);
    expect(policyTestFaults(example.tuned, example.badly.constitution)).toStrictEqual([]);
  });

  it('decides as the banking rules do with the values that they have by hand', () => {
    const [byHand, tuned] = [
      example.byHand,
      {
        ...example.badly,
        policies: example.badly.policies.map((policy) =>
          policy === example.tuned ? space.apply(policy, BY_HAND) : policy,
        ),
      },
    ].map((rules) => {
      const compiled = compileRuleSet(sourcesOf(rules));
      return evidence.map(({ request }) => compiled.evaluate(request).outcome);
    });
    expect(tuned).toStrictEqual(byHand);
  });

  it('is set badly in both ways: harm comes through, and good work waits', () => {
    const [today, byHand] = [space.genomeOf(example.tuned), BY_HAND].map((genome) =>
      scoreOf(evidence, genome),
    );
    expect(today?.harm).toBeGreaterThan(0.1 + (byHand?.harm ?? 1));
    expect(today?.asked).toBeGreaterThan(0.1);
  });

  it('has better settings that a short search finds, at least as good as those by hand on tasks that it has not seen', () => {
    const scorer = new Scorer(sourcesOf(example.badly), example.tuned.id, space, training);
    const search = new Nsga2(space.parameters, {
      populationSize: 20,
      seed: 1,
      initial: [space.genomeOf(example.tuned)],
    });
    while (search.generation < 15) {
      search.tell(
        search.ask().map((genome) => {
          const { objectives, violation } = scorer.score(genome);
          return { objectives: chosenObjectives(objectives, OBJECTIVES), violation };
        }),
      );
    }
    const best = search.front.toSorted((one, other) => {
      const [a, b] = [one, other].map(
        ({ objectives: [harm = 0, stopped = 0, asked = 0] }) => harm + stopped + asked,
      );
      return (a ?? 0) - (b ?? 0);
    })[0];
    const [found, byHand] = [space.rounded(best?.genome ?? []), BY_HAND].map((genome) =>
      scoreOf(heldOut, genome),
    );
    expect(found?.harm).toBeLessThanOrEqual(byHand?.harm ?? 0);
    expect(found?.asked).toBeLessThanOrEqual(byHand?.asked ?? 0);
    expect(found?.stopped).toBeLessThanOrEqual(byHand?.stopped ?? 0);
  });
});
