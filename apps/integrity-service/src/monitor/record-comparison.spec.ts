import type { LogEntry } from '@acgs/contracts';
import { agreesWithRecord } from './record-comparison.js';

const record = { request: { context: { a: 1 } }, decision: { outcome: 'allow' }, requestedBy: 'an-agent' };

const entryOf = (body: unknown, sealed: string[] = []): LogEntry => ({
  version: 1,
  kind: 'decision',
  id: '019ab000-0000-7000-8000-000000000000',
  tenant: 'default',
  constitutionalHash: 'cdd01ef066bc6cf2',
  leaves: null,
  body: body as LogEntry['body'],
  sealed,
});

describe('a leaf and its record', () => {
  it('agree when they say the same, in whatever order', () => {
    const { request, decision, requestedBy } = record;
    expect(agreesWithRecord(entryOf({ requestedBy, request, decision }), record)).toBe(true);
    expect(agreesWithRecord(entryOf({ ...record, requestedBy: 'another' }), record)).toBe(false);
  });

  it('may differ where the leaf has a commitment, or has had an erasure since', () => {
    const other = { ...record, request: { context: { a: 2 } } };
    expect(agreesWithRecord(entryOf(other), record)).toBe(false);
    expect(agreesWithRecord(entryOf(other, ['/body/request/context']), record)).toBe(true);
    expect(agreesWithRecord(entryOf(other), record, ['/context/a'])).toBe(true);
  });

  it('can say nothing of each other when all of the leaf is a commitment that nothing opens', () => {
    expect(agreesWithRecord(entryOf('ab'.repeat(32), ['/body']), record)).toBe(true);
  });
});
