import {
  type ConstitutionDraft,
  ConstitutionDraftSchema,
  type Outcome,
  type PolicyDraft,
  PolicyDraftSchema,
} from '@acgs/contracts';
import { checkPolicy, compileRuleSet, policyTestFaults, type RuleSetSource } from '@acgs/rules';
import fc from 'fast-check';
import {
  type EvidenceCase,
  type Genome,
  OUTCOMES,
  type Score,
  Scorer,
  searchSpace,
  SearchSpaceError,
  sharesOf,
  type TuningSpace,
} from '../index.js';

const scope = fc.record({
  subjects: fc.constantFrom(['*'], ['agent']),
  actions: fc.subarray(['pay', 'read*', '*'], { minLength: 1 }),
  resources: fc.constant(['*']),
});
const fixedCondition = fc.constantFrom('true', 'action.properties.amount > 60.0', 'context.missing == 1');
const tunedCondition = fc.constantFrom(
  'action.properties.amount <= params.limit',
  'action.properties.amount > params.limit && context.count < params.count',
  'params.strict && context.missing == 1',
  'subject.id == params.name || action.properties.amount > params.limit',
);
const params = fc
  .record({
    limit: fc
      .integer({ min: 0, max: 100 })
      .map((value) => ({ type: 'double', min: 0, max: 100, default: value })),
    count: fc.integer({ min: 0, max: 5 }).map((value) => ({ type: 'int', min: 0, max: 5, default: value })),
    name: fc
      .constantFrom('a', 'b')
      .map((value) => ({ type: 'string', values: ['a', 'b', 'c'], default: value })),
    strict: fc.boolean().map((value) => ({ type: 'bool', default: value })),
  })
  .map((declared): object => declared);
const effect = fc.constantFrom('forbid', 'escalate', 'warn', 'permit', 'permit');
const texts = { title: 'Rule', message: 'because' };
const rule = fc.oneof(
  fc.record({ scope, when: fixedCondition, effect }),
  fc.record({ scope, when: tunedCondition, effect, params }),
);

const request = fc
  .record({
    subject: fc.constantFrom('agent', 'human'),
    id: fc.constantFrom('a', 'b'),
    action: fc.constantFrom('pay', 'read_mail'),
    amount: fc.integer({ min: 0, max: 100 }),
    count: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ subject, id, action, amount, count }) => ({
    subject: { type: subject, id, properties: {} },
    action: { name: action, properties: { amount } },
    resource: { type: 'account', id: 'r', properties: {} },
    context: { count },
  }));
const outcome = fc.constantFrom<Outcome>('allow', 'deny', 'escalate');

const policy = (id: string): fc.Arbitrary<PolicyDraft> =>
  fc
    .record({
      rules: fc.array(rule, { minLength: 1, maxLength: 5 }),
      tests: fc.array(fc.record({ name: fc.constant('a test'), request, outcome }), { maxLength: 3 }),
    })
    .map(({ rules, tests }) =>
      PolicyDraftSchema.parse({
        ...{ id, title: 'Policy', owner: 'team', tests },
        rules: rules.map((each, at) => ({ ...texts, ...each, id: `r${String(at)}` })),
      }),
    );

const principle = fc.record({
  rule: fc.record({ scope, when: fixedCondition, effect: fc.constantFrom('forbid', 'escalate', 'warn') }),
  bounds: fc.constantFrom(
    [],
    [],
    [{ parameter: 'limit', max: 50 }],
    [{ parameter: 'count', min: 1.5, policies: ['tuned'] }],
    [{ parameter: 'strict', max: 1 }],
  ),
});
const constitution: fc.Arbitrary<ConstitutionDraft> = fc
  .array(principle, { minLength: 1, maxLength: 3 })
  .map((principles) =>
    ConstitutionDraftSchema.parse({
      title: 'Constitution',
      principles: principles.map(({ rule: given, bounds }, at) => ({
        ...{
          id: `p${String(at)}`,
          title: 'Principle',
          statement: '-',
          category: '-',
          severity: 'low',
          bounds,
        },
        rule: { ...given, message: 'because' },
      })),
    }),
  );

const cases: fc.Arbitrary<EvidenceCase[]> = fc
  .array(fc.record({ request, approved: fc.boolean(), label: outcome }), { maxLength: 20 })
  .map((list) =>
    list.map((each, at) => ({
      ...each,
      ...{
        id: String(at),
        outcome: 'deny',
        decidedAt: '2026-01-01T00:00:00.000Z',
        action: each.request.action.name,
      },
    })),
  );

const version = { version: 1, digest: '0'.repeat(64) };
const sourcesOf = (document: ConstitutionDraft | null, policies: readonly PolicyDraft[]): RuleSetSource => ({
  constitution: document && { ...version, document },
  policies: policies.map((each) => ({ ...version, document: each })),
  constitutionalHash: 'cdd01ef066bc6cf2',
});

const given = fc.record({
  constitution: fc.option(constitution, { freq: 9 }),
  tuned: policy('tuned'),
  other: policy('other'),
  cases,
  shares: fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }), {
    minLength: 1,
    maxLength: 4,
  }),
});
type Given = typeof given extends fc.Arbitrary<infer Value> ? Value : never;

const spaceOf = ({ tuned, constitution: document }: Given): TuningSpace | null => {
  try {
    return searchSpace(tuned, document);
  } catch (error) {
    if (error instanceof SearchSpaceError) return null;
    throw error;
  }
};

const genomeOf = (space: TuningSpace, shares: readonly number[]): Genome =>
  space.parameters.map((parameter, at) => {
    const share = shares[at] ?? 0;
    if (parameter.kind === 'choice')
      return Math.min(parameter.count - 1, Math.floor(share * parameter.count));
    const value = parameter.min + share * (parameter.max - parameter.min);
    return parameter.kind === 'integer' ? Math.round(value) : value;
  });

/** Each candidate of a property, with what the plain rule set says of it. */
function check(value: Given, see: (found: Seen) => void): void {
  const space = spaceOf(value);
  if (space === null) return;
  const scorer = new Scorer(
    sourcesOf(value.constitution, [value.other, value.tuned]),
    'tuned',
    space,
    value.cases,
  );
  for (const genome of [
    space.genomeOf(value.tuned),
    ...value.shares.map((shares) => genomeOf(space, shares)),
  ]) {
    const candidate = space.apply(value.tuned, genome);
    const rules = compileRuleSet(sourcesOf(value.constitution, [value.other, candidate]));
    see({
      score: scorer.score(genome),
      candidate,
      outcomes: value.cases.map((each) => rules.evaluate(each.request, each.approved).outcome),
    });
  }
}

interface Seen {
  readonly score: Score;
  readonly candidate: PolicyDraft;
  readonly outcomes: readonly Outcome[];
}

describe('a score', () => {
  it('has the outcomes that the whole rule set gives', () => {
    fc.assert(
      fc.property(given, (value) => {
        check(value, ({ score, outcomes }) => {
          expect(Array.from(score.outcomes, (code) => OUTCOMES[code])).toStrictEqual(outcomes);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('counts as violation what the rules find wrong with the candidate, and what its own tests find', () => {
    fc.assert(
      fc.property(given, (value) => {
        check(value, ({ score, candidate }) => {
          const faults = checkPolicy(candidate, value.constitution);
          expect(score.violation).toBe(
            faults.length + policyTestFaults(candidate, value.constitution).length,
          );
        });
      }),
      { numRuns: 100 },
    );
  });

  it('is made of numbers from 0 to 1, and is the same whatever was scored before', () => {
    fc.assert(
      fc.property(given, (value) => {
        check(value, ({ score, candidate }) => {
          const { objectives } = score;
          for (const share of Object.values(objectives)) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
          const { distance, ...shares } = objectives;
          expect(sharesOf(value.cases, score.outcomes)).toStrictEqual(shares);
          const space = searchSpace(value.tuned, value.constitution);
          const sources = sourcesOf(value.constitution, [value.other, value.tuned]);
          const fresh = new Scorer(sources, 'tuned', space, value.cases);
          expect(fresh.score(space.genomeOf(candidate))).toStrictEqual(score);
          expect(distance === 0).toBe(
            space.changes(space.apply(value.tuned, space.genomeOf(value.tuned)), space.genomeOf(candidate))
              .length === 0,
          );
        });
      }),
      { numRuns: 50 },
    );
  });
});
