import { type Effect, type ReasonCode } from '@acgs/contracts';
import fc from 'fast-check';
import { type Finding, placeOf, verdictOf } from './precedence.js';

const matched = (effect: Effect): Finding => ({ code: 'matched', effect });
const faulty = (effect: Effect): Finding => ({ code: 'error', effect });
const general = (code: ReasonCode): Finding => ({ code, effect: null });

const finding = fc.oneof(
  fc.record({
    code: fc.constantFrom<ReasonCode>('matched', 'error'),
    effect: fc.constantFrom<Effect>('forbid', 'escalate', 'warn', 'permit'),
  }),
  fc.constant(general('no-policies')),
);
const findings = fc.array(finding, { maxLength: 12 });
const approval = fc.boolean();
const without = (left: Effect, list: readonly Finding[]): Finding[] =>
  list.filter(({ effect }) => effect !== left);
const severity = { allow: 0, escalate: 1, deny: 2 };

describe('verdictOf', () => {
  it.each<[string, Finding[], string, Effect | null]>([
    ['nothing found', [], 'deny', null],
    ['a permit', [matched('permit')], 'allow', 'permit'],
    ['a permit that fails', [faulty('permit')], 'deny', null],
    ['a permit that fails beside one that holds', [faulty('permit'), matched('permit')], 'allow', 'permit'],
    ['a warn', [matched('warn')], 'deny', null],
    ['a warn beside a permit', [matched('warn'), matched('permit')], 'allow', 'permit'],
    ['a warn that fails beside a permit', [faulty('warn'), matched('permit')], 'allow', 'permit'],
    ['an escalate', [matched('escalate')], 'escalate', 'escalate'],
    ['an escalate that fails', [faulty('escalate')], 'escalate', 'escalate'],
    ['an escalate over a permit', [matched('permit'), matched('escalate')], 'escalate', 'escalate'],
    ['an escalate that fails over a permit', [matched('permit'), faulty('escalate')], 'escalate', 'escalate'],
    ['a forbid', [matched('forbid')], 'deny', 'forbid'],
    ['a forbid over a permit', [matched('permit'), matched('forbid')], 'deny', 'forbid'],
    ['a forbid over an escalate', [matched('escalate'), matched('forbid')], 'deny', 'forbid'],
    ['a forbid that fails over all others', [matched('permit'), faulty('forbid')], 'deny', 'forbid'],
    ['no policies over a permit', [general('no-policies'), matched('permit')], 'deny', null],
    ['no policies over an escalate', [matched('escalate'), general('no-policies')], 'deny', null],
    ['a forbid beside no policies', [general('no-policies'), matched('forbid')], 'deny', 'forbid'],
    ['no constitution', [general('no-constitution')], 'deny', null],
    ['stale rules', [general('rules-stale'), matched('permit')], 'deny', null],
    ['a freeze', [general('frozen'), matched('permit')], 'deny', null],
  ])('%s', (_row, given, outcome, decidedBy) => {
    expect(verdictOf(given)).toEqual({ outcome, decidedBy });
  });

  it.each<[string, Finding[], string, Effect | null]>([
    ['an escalate', [matched('escalate')], 'deny', null],
    ['an escalate over a permit', [matched('permit'), matched('escalate')], 'allow', 'permit'],
    ['an escalate that fails over a permit', [faulty('escalate'), matched('permit')], 'allow', 'permit'],
    ['a permit that fails beside an escalate', [matched('escalate'), faulty('permit')], 'deny', null],
    [
      'a forbid over an escalate',
      [matched('permit'), matched('escalate'), matched('forbid')],
      'deny',
      'forbid',
    ],
    [
      'no policies over an escalate',
      [matched('escalate'), matched('permit'), general('no-policies')],
      'deny',
      null,
    ],
  ])('of what is approved: %s', (_row, given, outcome, decidedBy) => {
    expect(verdictOf(given, true)).toEqual({ outcome, decidedBy });
  });

  it('does not depend on the order', () => {
    const shuffled = findings.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, approval, ([list, other], isApproved) => {
        expect(verdictOf(list, isApproved)).toEqual(verdictOf(other, isApproved));
      }),
    );
  });

  it('never becomes milder when a forbid is added, held or faulty, approved or not', () => {
    const forbids = fc.constantFrom(matched('forbid'), faulty('forbid'));
    fc.assert(
      fc.property(findings, findings, forbids, approval, (before, after, forbid, isApproved) => {
        const verdict = verdictOf([...before, forbid, ...after], isApproved);
        expect(verdict).toEqual({ outcome: 'deny', decidedBy: 'forbid' });
      }),
    );
  });

  it('never becomes milder when a permit is taken away', () => {
    const withPermit = fc.tuple(findings, findings, fc.constantFrom(matched('permit'), faulty('permit')));
    fc.assert(
      fc.property(withPermit, approval, ([before, after, permit], isApproved) => {
        const having = verdictOf([...before, permit, ...after], isApproved).outcome;
        return severity[verdictOf([...before, ...after], isApproved).outcome] >= severity[having];
      }),
    );
  });

  it('is the same with and without warns', () => {
    fc.assert(
      fc.property(findings, approval, (list, isApproved) => {
        expect(verdictOf(list, isApproved)).toEqual(verdictOf(without('warn', list), isApproved));
      }),
    );
  });

  it('allows only for a permit that held', () => {
    const holds = ({ code, effect }: Finding): boolean => effect === 'permit' && code === 'matched';
    fc.assert(
      fc.property(findings, approval, (list, isApproved) => {
        return verdictOf(list, isApproved).outcome !== 'allow' || list.some(holds);
      }),
    );
  });

  it('is, once approved, what it were without escalates', () => {
    fc.assert(
      fc.property(findings, (list) => {
        expect(verdictOf(list, true)).toEqual(verdictOf(without('escalate', list)));
      }),
    );
  });

  it('is changed by an approval where it escalated, and nowhere else', () => {
    fc.assert(
      fc.property(findings, (list) => {
        const [unapproved, approved] = [verdictOf(list), verdictOf(list, true)];
        expect(approved.outcome).not.toBe('escalate');
        expect(approved.outcome === unapproved.outcome).toBe(unapproved.outcome !== 'escalate');
      }),
    );
  });
});

describe('placeOf', () => {
  it('puts principle forbids first, then policy forbids, escalates, permits and warns', () => {
    const places = [
      placeOf('principle', 'forbid'),
      placeOf('policy', 'forbid'),
      placeOf('principle', 'escalate'),
      placeOf('policy', 'permit'),
      placeOf('principle', 'warn'),
    ];
    expect(places).toEqual([0, 1, 2, 3, 4]);
    expect(placeOf('policy', 'escalate')).toBe(placeOf('principle', 'escalate'));
    expect(placeOf('policy', 'warn')).toBe(placeOf('principle', 'warn'));
  });
});
