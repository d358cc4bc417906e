import type { Outcome, ReasonCode } from '@acgs/contracts';
import { Registry } from 'prom-client';
import { DecisionCounts } from './decision-counts.js';
import type { DecisionRecord } from './decision-record.js';

const record = (outcome: Outcome, ...codes: ReasonCode[]): Pick<DecisionRecord, 'decision'> => ({
  decision: { outcome, reasons: codes.map((code) => ({ code })) } as DecisionRecord['decision'],
});

describe('DecisionCounts', () => {
  it('counts by outcome and the code of the first reason', async () => {
    const registry = new Registry();
    const counts = new DecisionCounts(registry);
    counts.add([record('allow', 'matched'), record('deny', 'frozen')]);
    counts.add([record('deny', 'frozen'), record('deny', 'no-permit', 'error')]);
    const text = await registry.metrics();
    expect(text.match(/^acgs_decisions_total.*$/gm)?.sort()).toStrictEqual([
      'acgs_decisions_total{outcome="allow",reason="matched"} 1',
      'acgs_decisions_total{outcome="deny",reason="frozen"} 2',
      'acgs_decisions_total{outcome="deny",reason="no-permit"} 1',
    ]);
  });
});
