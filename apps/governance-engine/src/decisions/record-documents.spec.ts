import type { DecisionRecord } from './decision-record.js';
import { documentsOf } from './record-documents.js';

const recordWith = (context: Record<string, unknown>): DecisionRecord => ({
  tenant: 'default',
  requestedBy: 'an-agent',
  ruleIds: [],
  request: {
    subject: { type: 'agent', id: 'a', properties: {} },
    action: { name: 'read', properties: {} },
    resource: { type: 'file', id: 'f', properties: {} },
    context,
  },
  decision: {
    decisionId: '019ab000-0000-7000-8000-000000000000',
    outcome: 'deny',
    reasons: [],
    obligations: [],
    pins: {
      constitutionalHash: 'cdd01ef066bc6cf2',
      constitutionVersion: null,
      constitutionDigest: null,
      policySetDigest: null,
      engineVersion: '1',
    },
    decidedAt: '2026-01-01T00:00:00.000Z',
  },
});

describe('the documents of a record', () => {
  it('are canonical JSON, and so a line each', () => {
    const { request, decision, canonical } = documentsOf(recordWith({ b: 'two\nlines', a: 1.0 }));

    expect(canonical).toBe(true);
    expect(request).toBe(
      String.raw`{"action":{"name":"read","properties":{}},"context":{"a":1,"b":"two\nlines"},"resource":{"id":"f","properties":{},"type":"file"},"subject":{"id":"a","properties":{},"type":"agent"}}`,
    );
    expect(decision).toMatch(/^\{"decidedAt":.*"reasons":\[\]\}$/);
  });

  it('say of what has no canonical form that it is none', () => {
    const { request, canonical } = documentsOf(recordWith({ half: '\ud800' }));

    expect(canonical).toBe(false);
    expect(JSON.parse(request)).toStrictEqual(recordWith({ half: '\ud800' }).request);
  });
});
