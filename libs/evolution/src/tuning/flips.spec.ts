import { type Outcome } from '@acgs/contracts';
import { type EvidenceCase } from './evidence.js';
import { flipsOf } from './flips.js';
import { Code, OUTCOMES } from './standing.js';

const labelled = (label: Outcome, id: string): EvidenceCase => ({
  ...{ id, approved: false, label, outcome: 'allow', decidedAt: '2026-01-01T00:00:00.000Z', action: 'pay' },
  request: {
    subject: { type: 'agent', id: 'a', properties: {} },
    action: { name: 'pay', properties: {} },
    resource: { type: 'account', id: 'r', properties: {} },
    context: {},
  },
});

describe('flips', () => {
  it.each<[Outcome, Outcome, Outcome, 'better' | 'worse']>([
    ['allow', 'deny', 'escalate', 'better'],
    ['allow', 'allow', 'escalate', 'worse'],
    ['deny', 'allow', 'escalate', 'better'],
    ['deny', 'escalate', 'deny', 'better'],
    ['deny', 'deny', 'allow', 'worse'],
    ['escalate', 'escalate', 'deny', 'worse'],
    ['escalate', 'allow', 'deny', 'better'],
  ])('of a case that should be %s: from %s to %s is %s', (label, from, to, change) => {
    const flips = flipsOf([labelled(label, 'd1')], Uint8Array.of(Code[from]), Uint8Array.of(Code[to]));
    expect(flips).toStrictEqual([{ id: 'd1', action: 'pay', label, from, to, change }]);
  });

  it('are none where nothing changes', () => {
    const cases = OUTCOMES.map((label) => labelled(label, label));
    expect(flipsOf(cases, Uint8Array.of(0, 1, 2), Uint8Array.of(0, 1, 2))).toStrictEqual([]);
  });
});
