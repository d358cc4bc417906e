import {
  type ConstitutionDraft,
  ConstitutionDraftSchema,
  type PolicyDraft,
  PolicyDraftSchema,
} from '@acgs/contracts';
import fc from 'fast-check';
import { SearchSpaceError } from './search-space.error.js';
import { searchSpace } from './search-space.js';
import { type ParameterChoice } from './tuning-space.js';

const ALL = {
  limit: { type: 'double', min: 0, max: 5000, default: 512.25 },
  count: { type: 'int', min: 0, max: 9, default: 3 },
  mode: { type: 'string', values: ['soft', 'hard'], default: 'hard' },
  strict: { type: 'bool', default: false },
  fixed: { type: 'int', min: 4, max: 4, default: 4 },
};

const policy = (params: object = ALL): PolicyDraft =>
  PolicyDraftSchema.parse({
    ...{ id: 'payments', title: 'Payments', owner: 'payments' },
    rules: [
      { id: 'plain', title: 'Plain', effect: 'permit', message: 'Yes.' },
      { id: 'small', title: 'Small', effect: 'permit', message: 'Yes.', params },
    ],
  });

const bounded = (...bounds: object[]): ConstitutionDraft =>
  ConstitutionDraftSchema.parse({
    title: 'Bounds',
    principles: [
      {
        ...{ id: 'p', title: 'P', statement: '-', category: '-', severity: 'low', bounds },
        rule: { when: 'false', effect: 'forbid', message: 'Never.' },
      },
    ],
  });

const faultsOf = (
  chosen: readonly ParameterChoice[] | null,
  constitution: ConstitutionDraft | null,
  params?: object,
): unknown => {
  try {
    searchSpace(policy(params), constitution, chosen);
    return [];
  } catch (error) {
    return error instanceof SearchSpaceError ? error.faults : error;
  }
};

const of = (parameter: string, rule = 'small'): ParameterChoice => ({ rule, parameter });

describe('the search space of a policy', () => {
  it('has every parameter with room, in the order of the document', () => {
    const space = searchSpace(policy(), null);
    expect(space.parameters).toStrictEqual([
      { kind: 'real', min: 0, max: 5000 },
      { kind: 'integer', min: 0, max: 9 },
      { kind: 'choice', count: 2 },
      { kind: 'choice', count: 2 },
    ]);
    expect(space.genomeOf(policy())).toStrictEqual([512.25, 3, 1, 0]);
    expect([...space.rules]).toStrictEqual(['small']);
  });

  it('has the chosen ones alone, whatever the order of the choice', () => {
    const space = searchSpace(policy(), null, [of('strict'), of('limit')]);
    expect(space.tuned.map(({ parameter }) => parameter)).toStrictEqual(['limit', 'strict']);
  });

  it('is narrowed to what principles leave, with today kept inside', () => {
    const space = searchSpace(
      policy(),
      bounded({ parameter: 'limit', max: 400 }, { parameter: 'count', min: 0.5 }),
    );
    expect(space.parameters.slice(0, 2)).toStrictEqual([
      { kind: 'real', min: 0, max: 400 },
      { kind: 'integer', min: 1, max: 9 },
    ]);
    expect(space.genomeOf(policy()).slice(0, 2)).toStrictEqual([400, 3]);
  });

  it.each<[string, readonly ParameterChoice[] | null, ConstitutionDraft | null, object]>([
    [
      'is unknown',
      [of('limit'), of('else')],
      null,
      { path: '/1', message: 'there is no parameter "else" of the rule "small"' },
    ],
    [
      'is of another rule',
      [of('limit', 'plain')],
      null,
      { path: '/0', message: 'there is no parameter "limit" of the rule "plain"' },
    ],
    [
      'is chosen twice',
      [of('limit'), of('limit')],
      null,
      { path: '/1', message: 'the parameter "limit" of the rule "small" is chosen twice' },
    ],
    [
      'has one value',
      [of('fixed')],
      null,
      { path: '/0', message: 'the parameter "fixed" of the rule "small" has no room to be searched' },
    ],
    [
      'is bounded away',
      [of('limit')],
      bounded({ parameter: 'limit', min: 6000 }),
      { path: '/0', message: 'principles leave no room to the parameter "limit" of the rule "small"' },
    ],
    [
      'is no number where numbers are wanted',
      [of('mode')],
      bounded({ parameter: 'mode', max: 1 }),
      { path: '/0', message: 'principles leave no room to the parameter "mode" of the rule "small"' },
    ],
    ['is missing', [], null, { path: '', message: 'the policy "payments" has no parameter that has room' }],
  ])('refuses a choice of which one %s', (_, chosen, constitution, fault) => {
    expect(faultsOf(chosen, constitution)).toStrictEqual([fault]);
  });

  it('is none for a policy without parameters, and for bounds so far apart that their distance is no number', () => {
    const none = { path: '', message: 'the policy "payments" has no parameter that has room' };
    expect(faultsOf(null, null, {})).toStrictEqual([none]);
    const huge = { limit: { type: 'double', min: -1.7e308, max: 1.7e308, default: 0 } };
    expect(faultsOf(null, null, huge)).toStrictEqual([none]);
  });
});

describe('a candidate', () => {
  it('has numbers that a person would write, and says what it changes', () => {
    const space = searchSpace(policy(), null);
    const changes = space.changes(policy(), [123.456789, 3, 0, 1]);
    expect(changes).toStrictEqual([
      { rule: 'small', parameter: 'limit', from: 512.25, to: 123 },
      { rule: 'small', parameter: 'mode', from: 'hard', to: 'soft' },
      { rule: 'small', parameter: 'strict', from: false, to: true },
    ]);
    expect(space.rounded([123.456789, 3, 0, 1])).toStrictEqual([123, 3, 0, 1]);
  });

  it('is the policy itself with the values of today', () => {
    const space = searchSpace(policy(), null);
    const today = space.genomeOf(policy());
    expect(space.apply(policy(), today)).toStrictEqual(policy());
    expect([space.changes(policy(), today), space.distance(today)]).toStrictEqual([[], 0]);
  });

  it('is as far from today as its values are on average, measured by their room', () => {
    const space = searchSpace(policy(), null);
    expect(space.distance([512.25, 9, 1, 1])).toBeCloseTo((6 / 9 + 1) / 4);
  });

  it('stays in its bounds, and keeps to its values, wherever the bounds are', () => {
    const bound = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(bound, bound, fc.double({ min: 0, max: 1, noNaN: true }), (one, other, share) => {
        const [min, max] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(min < max && Number.isFinite(max - min));
        const limits = policy({ limit: { type: 'double', min, max, default: min } });
        const space = searchSpace(limits, null);
        const rounded = space.rounded([min + share * (max - min)]);
        const [value = Number.NaN] = rounded;
        expect(value >= min && value <= max).toBe(true);
        expect(space.rounded(rounded)).toStrictEqual(rounded);
        expect(space.genomeOf(space.apply(limits, rounded))).toStrictEqual(rounded);
        expect(PolicyDraftSchema.safeParse(space.apply(limits, rounded)).success).toBe(true);
      }),
    );
  });
});
