import type { EvidenceBundle } from '@acgs/contracts';
import { bundleOf, decisionLog, OPENING } from '../support/exported-log.js';
import { changedDocument, DOCUMENT_CHANGES, isChanged } from './document-changes.js';
import { seededRandom } from './seeded-random.js';

const log = decisionLog(5);
let bundle: EvidenceBundle;
beforeAll(async () => {
  bundle = await bundleOf(log, 2);
});

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('changes of documents', () => {
  it('are none where the same JSON stands in other bytes', () => {
    expect(isChanged(bundle, Buffer.from(JSON.stringify(bundle, null, 2)))).toBe(false);
    expect(isChanged(bundle, bytesOf(Object.fromEntries(Object.entries(bundle).reverse())))).toBe(false);
  });

  it('are none where a value is left out that may have been erased, and are where it is another', () => {
    const openedBy = (openings: unknown[]): Buffer =>
      bytesOf({ ...bundle, receipt: { ...bundle.receipt, openings } });

    expect(isChanged(bundle, openedBy([]))).toBe(false);
    expect(isChanged(bundle, openedBy([{ ...OPENING, value: 1 }]))).toBe(true);
    expect(isChanged(bundle, openedBy([OPENING, OPENING]))).toBe(true);
    expect(isChanged(bundle.receipt, bytesOf({ ...bundle.receipt, openings: [] }))).toBe(false);
  });

  it('are none of what proves nothing: the times of keys', () => {
    const { keys } = bundle;
    const timed = {
      ...keys,
      keys: keys.keys.map((key) => ({ ...key, validTo: '2000-01-01T00:00:00.000Z' })),
    };

    expect(isChanged(bundle, bytesOf({ ...bundle, keys: timed }))).toBe(false);
    expect(isChanged(bundle, bytesOf({ ...bundle, keys: { ...keys, origin: 'x' } }))).toBe(true);
  });

  it('are all others: what is no JSON, lacks something or has something else', () => {
    expect(isChanged(bundle, Buffer.from('{'))).toBe(true);
    expect(isChanged(bundle, Buffer.of(0xff))).toBe(true);
    expect(isChanged(bundle, bytesOf({ ...bundle, policies: [] }))).toBe(true);
    expect(isChanged(bundle, bytesOf(null))).toBe(true);
  });

  it.each(DOCUMENT_CHANGES)('are drawn again by the same seed: %s', async (kind) => {
    const other = await bundleOf(log, 3);
    const drawn = (seed: number): string =>
      changedDocument(kind, bundle, other, seededRandom(seed)).toString();

    expect(drawn(7)).toBe(drawn(7));
    expect(drawn(7)).not.toBe(JSON.stringify(bundle));
  });
});
