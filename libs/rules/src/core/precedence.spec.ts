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

  it('does not depend on the order', () => {
    const shuffled = findings.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(fc.property(shuffled, ([list, other]) => verdictOf(list) === verdictOf(other)));
  });

  it('never becomes milder when a forbid is added, held or faulty', () => {
    fc.assert(
      fc.property(findings, fc.constantFrom(matched('forbid'), faulty('forbid')), (list, forbid) => {
        expect(verdictOf([...list, forbid])).toEqual({ outcome: 'deny', decidedBy: 'forbid' });
      }),
    );
  });

  it('never becomes milder when a permit is taken away', () => {
    const withPermit = fc.tuple(findings, findings, fc.constantFrom(matched('permit'), faulty('permit')));
    fc.assert(
      fc.property(withPermit, ([before, after, permit]) => {
        const having = verdictOf([...before, permit, ...after]).outcome;
        return severity[verdictOf([...before, ...after]).outcome] >= severity[having];
      }),
    );
  });

  it('is the same with and without warns', () => {
    const withoutWarns = (list: Finding[]) => list.filter(({ effect }) => effect !== 'warn');
    fc.assert(fc.property(findings, (list) => verdictOf(list) === verdictOf(withoutWarns(list))));
  });

  it('allows only for a permit that held', () => {
    const holds = ({ code, effect }: Finding): boolean => effect === 'permit' && code === 'matched';
    fc.assert(fc.property(findings, (list) => verdictOf(list).outcome !== 'allow' || list.some(holds)));
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
