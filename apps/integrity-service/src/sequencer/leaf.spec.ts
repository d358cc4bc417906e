import { type LogEntry, memberAt } from '@acgs/contracts';
import { canonicalJson, ENTRY_BYTES_MAX } from '@acgs/merkle';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { type Leaf, leafOf, type LeafSource } from './leaf.js';

const sourceOf = (body: Record<string, unknown>): LeafSource => ({
  kind: 'decision',
  entryId: '019ab000-0000-7000-8000-000000000000',
  tenant: 'default',
  constitutionalHash: 'cdd01ef066bc6cf2',
  leaves: { constitution: 0, policySet: null },
  body: structuredClone(body),
});

/** Puts back what was sealed, the last first, after looking at each commitment. */
function opened({ text, sealed }: Leaf): LogEntry {
  const entry = JSON.parse(text) as LogEntry;
  for (const { pointer, salt, value } of [...sealed].reverse()) {
    const { holder, name } = memberAt(entry, pointer)!;
    const commitment = createHash('sha256').update(salt).update(canonicalJson(value)).digest('hex');
    expect(holder[name]).toBe(commitment);
    holder[name] = value;
  }
  return entry;
}

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>;
const bodies = fc.record({
  requestedBy: fc.string(),
  request: fc.record({ subject: json, action: json, resource: json, context: json }),
  decision: fc.record({ reasons: fc.array(json), outcome: fc.constant('allow') }),
});

describe('a leaf', () => {
  it('is the canonical JSON of an entry, and opens to what was recorded', () => {
    fc.assert(
      fc.property(bodies, fc.subarray(['subject', 'context', 'none']), (body, personal) => {
        const leaf = leafOf(
          sourceOf(body),
          personal.map((name) => `/body/request/${name}`),
        );
        const entry = JSON.parse(leaf.text) as LogEntry;
        expect(leaf.text).toBe(canonicalJson(entry));
        expect(entry.sealed).toStrictEqual(
          personal.filter((name) => name !== 'none').map((name) => `/body/request/${name}`),
        );
        expect(canonicalJson(opened(leaf).body)).toBe(canonicalJson(body));
      }),
    );
  });

  it('fits into a bundle, whatever is large, and opens to all of it', () => {
    const large = 'é'.repeat(40_000);
    const parts = ['subject', 'action', 'resource', 'context'];
    fc.assert(
      fc.property(fc.subarray(parts), fc.boolean(), fc.boolean(), (big, reasons, requestedBy) => {
        const body = {
          requestedBy: requestedBy ? large : 'a',
          request: Object.fromEntries(
            parts.map((name) => [name, big.includes(name) ? { id: 'x', properties: { large } } : {}]),
          ),
          decision: { reasons: reasons ? [large] : [], outcome: 'deny' },
        };
        const leaf = leafOf(sourceOf(body), []);
        expect(Buffer.byteLength(leaf.text)).toBeLessThanOrEqual(ENTRY_BYTES_MAX);
        expect(opened(leaf).body).toStrictEqual(body);
      }),
    );
  });

  it('never has the same commitment twice for one value', () => {
    const commitmentIn = ({ text }: Leaf): unknown => (JSON.parse(text) as LogEntry).body.request;
    const one = leafOf(sourceOf({ request: 'yes' }), ['/body/request']);
    const other = leafOf(sourceOf({ request: 'yes' }), ['/body/request']);
    expect(commitmentIn(one)).not.toBe(commitmentIn(other));
  });

  it('holds as a text what has no canonical form', () => {
    const source = sourceOf({ requestedBy: 'a', request: { context: { half: '\ud800' } } });
    const text = String.raw`{"requestedBy":"a","request":{"context":{"half":"\ud800"}}}`;
    expect((JSON.parse(leafOf(source, []).text) as LogEntry).body).toStrictEqual({ unrepresentable: text });
    const sealed = leafOf(source, ['/body/requestedBy', '/body/request/context']);
    expect(sealed.text).not.toContain('ud800');
    expect(opened(sealed).body).toStrictEqual({ unrepresentable: text });
  });
});
