import { type LogEntry, memberAt } from '@acgs/contracts';
import { canonicalJson, ENTRY_BYTES_MAX } from '@acgs/merkle';
import fc from 'fast-check';
import { decisionLeafOf, decisionLeafParts, type DecisionSource } from './decision-leaf.js';
import { type Leaf, leafOf } from './leaf.js';

const TENANT = 'default';
const PARTS = decisionLeafParts(TENANT);

interface Body extends Record<string, unknown> {
  readonly request: unknown;
  readonly decision: unknown;
  readonly requestedBy: string;
}

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>;
const bodies: fc.Arbitrary<Body> = fc.record({
  requestedBy: fc.string(),
  request: fc.record({ subject: json, context: json }),
  decision: fc.record({ reasons: fc.array(json), outcome: fc.constant('allow') }),
});
const indexes = fc.record({
  constitution: fc.option(fc.nat()),
  policySet: fc.option(fc.nat()),
});
const pointers = fc.subarray(['/body/request/context', '/body/request/subject', '/body/request/none']);

const common = {
  constitutionalHash: 'cdd01ef066bc6cf2',
  leaves: { constitution: 3, policySet: null } as DecisionSource['leaves'],
};
const ID = '019ab000-0000-7000-8000-000000000000';

const sourceOf = ({ request, decision, requestedBy }: Body, canonical = true): DecisionSource => ({
  ...common,
  id: ID,
  requestedBy,
  request: canonical ? canonicalJson(request) : JSON.stringify(request),
  decision: canonical ? canonicalJson(decision) : JSON.stringify(decision),
  canonical,
});

const writtenAnew = (body: Body, leaves: DecisionSource['leaves'], personal: readonly string[]): Leaf =>
  leafOf({ ...common, leaves, kind: 'decision', entryId: ID, tenant: TENANT, body }, personal);

/** Commitments differ by their salts. */
function withoutCommitments({ text, sealed }: Leaf): unknown {
  const entry = JSON.parse(text) as LogEntry;
  for (const { pointer } of sealed) {
    const { holder, name } = memberAt(entry, pointer)!;
    holder[name] = null;
  }
  return entry;
}

const valuesIn = ({ sealed }: Leaf): string[] =>
  sealed.map(({ pointer, value }) => `${pointer} ${canonicalJson(value)}`);

describe('the leaf of a decision', () => {
  it('made of canonical documents is what would be written anew', () => {
    fc.assert(
      fc.property(bodies, indexes, pointers, (body, leaves, personal) => {
        const leaf = decisionLeafOf({ ...sourceOf(body), leaves }, TENANT, PARTS, personal);
        const anew = writtenAnew(body, leaves, personal);
        expect(canonicalJson(JSON.parse(leaf.text))).toBe(leaf.text);
        expect(withoutCommitments(leaf)).toStrictEqual(withoutCommitments(anew));
        expect(valuesIn(leaf)).toStrictEqual(valuesIn(anew));
        expect(decisionLeafOf({ ...sourceOf(body), leaves }, TENANT, PARTS, []).text).toBe(
          writtenAnew(body, leaves, []).text,
        );
      }),
    );
  });

  it('is canonical when the documents are not', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const leaf = decisionLeafOf(sourceOf(body, false), TENANT, PARTS, []);
        expect(leaf.text).toBe(writtenAnew(body, common.leaves, []).text);
      }),
    );
  });

  it('fits into a bundle, whatever is large', () => {
    const large = 'é'.repeat(40_000);
    const body = { request: { context: { large } }, decision: { reasons: [] }, requestedBy: 'a' };
    const { text, sealed } = decisionLeafOf(sourceOf(body), TENANT, PARTS, []);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(ENTRY_BYTES_MAX);
    expect(sealed.map(({ pointer }) => pointer)).toStrictEqual(['/body/request/context']);
  });
});
