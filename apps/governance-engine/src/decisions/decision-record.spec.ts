import type { EvaluationRequest, Pins, Reason } from '@acgs/contracts';
import type { Evaluation } from '@acgs/rules';
import { recordOf } from './decision-record.js';

const ID = '0198f0c3-1a2b-7000-8000-000000000001';

const REQUEST: EvaluationRequest = {
  subject: { type: 'agent', id: 'a', properties: {} },
  action: { name: 'read', properties: {} },
  resource: { type: 'document', id: 'd', properties: {} },
  context: {},
};

const PINS: Pins = {
  constitutionalHash: 'cdd01ef066bc6cf2',
  constitutionVersion: 3,
  constitutionDigest: 'c'.repeat(64),
  policySetDigest: 'd'.repeat(64),
  engineVersion: '1',
};

const reasonOf = (rule: Reason['rule']): Reason => ({
  code: 'matched',
  rule,
  effect: 'permit',
  message: 'm',
  condition: 'true',
  error: null,
});

const EVALUATION: Evaluation = {
  outcome: 'allow',
  reasons: [
    reasonOf({ source: 'policy', policyId: 'team', id: 'work', title: 'Work', version: 2 }),
    reasonOf({ source: 'principle', policyId: null, id: 'P1', title: 'One', version: 3 }),
    reasonOf(null),
  ],
  obligations: [{ id: 'log', properties: { level: 'info' } }],
};

describe('recordOf', () => {
  it('holds request, caller, pins, reasons and outcome, as they were given', () => {
    const record = recordOf(ID, REQUEST, { tenant: 't', actor: 'caller' }, EVALUATION, PINS);
    expect(record).toStrictEqual({
      tenant: 't',
      requestedBy: 'caller',
      ruleIds: ['team/work', 'P1'],
      request: REQUEST,
      decision: { decisionId: ID, ...EVALUATION, pins: PINS, decidedAt: '2025-08-28T12:59:34.827Z' },
    });
  });

  it('is the same for the same arguments, and changes none of them', () => {
    const frozen = structuredClone(EVALUATION);
    Object.freeze(frozen);
    Object.freeze(frozen.reasons);
    const record = (): string =>
      JSON.stringify(recordOf(ID, REQUEST, { tenant: 't', actor: 'c' }, frozen, PINS));
    expect(record()).toBe(record());
    expect(frozen).toStrictEqual(EVALUATION);
  });
});
