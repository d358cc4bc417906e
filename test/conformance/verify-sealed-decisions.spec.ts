import { digestOf, type EvidenceBundle, type LogEntry, memberAt } from '@acgs/contracts';
import { canonicalJson, parseVerifierKey } from '@acgs/merkle';
import { type Trust, verifyBundle } from '@acgs/verify';
import { createHash } from 'node:crypto';
import { bundleOf, decisionLog, entryOf, ExportedLog } from '../support/exported-log.js';

const log = decisionLog(10);
const trust: Trust = { keys: [parseVerifierKey(log.signer.verifierKey)], witnesses: [], seen: [] };
const LEAF = 3;
const salt = Buffer.alloc(32, 7);

/** Bundle of a decision whose leaf has a commitment in place of that member, which nobody opens. */
async function sealedBundle(pointer: string, parts: Partial<LogEntry> = {}): Promise<EvidenceBundle> {
  const entry = { ...(JSON.parse(log.entries[LEAF]!.toString()) as LogEntry), ...parts };
  const { holder, name } = memberAt(entry, pointer)!;
  holder[name] = createHash('sha256').update(salt).update(canonicalJson(holder[name])).digest('hex');
  const sealed = entryOf('decision', entry.id, { ...entry, sealed: [pointer] });
  return bundleOf(ExportedLog.of(log.entries.toSpliced(LEAF, 1, sealed), log.signer), LEAF);
}

const pathsOf = (bundle: EvidenceBundle): string[] =>
  verifyBundle(bundle, trust).faults.map(({ path }) => path);

/** Another charter under a digest and a summary of its own, as whoever passes the bundle on can write one. */
function anotherCharter({ constitution }: EvidenceBundle): EvidenceBundle['constitution'] {
  const document = { ...constitution!.document, title: 'Another charter' };
  const summary = { title: document.title, digest: digestOf(document) };
  return { ...constitution!, ...summary, document };
}

describe.each(['/body/decision', '/body/decision/pins'])(
  'a bundle whose decision keeps %s sealed',
  (pointer) => {
    it('is verified by the rules that stand at the leaves which the decision names', async () => {
      expect(verifyBundle(await sealedBundle(pointer), trust)).toMatchObject({
        faults: [],
        replay: { result: 'impossible', because: `the log no longer knows ${pointer}` },
      });
    });

    it('is not verified with other rules, of another version, or with none', async () => {
      const bundle = await sealedBundle(pointer);
      const constitution = anotherCharter(bundle);
      const version = { ...bundle.constitution!, version: 2 };

      expect(pathsOf({ ...bundle, constitution })).toEqual(['constitutionReceipt.entry']);
      expect(pathsOf({ ...bundle, constitution: version })).toEqual(['constitutionReceipt.entry']);
      expect(pathsOf({ ...bundle, constitution: null })).toEqual(['constitutionReceipt.entry']);
      expect(pathsOf({ ...bundle, policies: [] })).toEqual(['policySetReceipt.entry']);
    });

    it('is not verified without the receipts of its rules, or with those of other leaves', async () => {
      const bundle = await sealedBundle(pointer);
      const none = { constitutionReceipt: null, policySetReceipt: null };

      expect(pathsOf({ ...bundle, ...none, constitution: anotherCharter(bundle), policies: [] })).toEqual([
        'constitutionReceipt',
        'policySetReceipt',
      ]);
      expect(pathsOf({ ...bundle, policySetReceipt: bundle.constitutionReceipt })).toEqual([
        'policySetReceipt.leafIndex',
        'policySetReceipt.entry',
      ]);
    });

    it('is not verified when it names no leaf of its rules', async () => {
      const bundle = await sealedBundle(pointer, { leaves: null });
      const none = { constitutionReceipt: null, policySetReceipt: null };
      const message =
        'the pins of the decision are not shown, and it names no leaf: its rules cannot be told';
      const faults = ['constitutionReceipt', 'policySetReceipt'].map((path) => ({ path, message }));

      expect(verifyBundle({ ...bundle, ...none }, trust).faults).toEqual(faults);
      expect(verifyBundle(bundle, trust).faults).toEqual(expect.arrayContaining(faults));
      expect(pathsOf(await sealedBundle(pointer, { leaves: { constitution: 0, policySet: null } }))).toEqual([
        'policySetReceipt',
        'policySetReceipt.leafIndex',
      ]);
    });
  },
);

it('a bundle of a decision that has no form in JSON is verified by its leaves, and not without them', async () => {
  const body = { unrepresentable: 'a decision' };

  expect(pathsOf(await sealedBundle('/body/unrepresentable', { body }))).toEqual([]);
  expect(pathsOf(await sealedBundle('/body/unrepresentable', { body, leaves: null }))).toContain(
    'constitutionReceipt',
  );
});

describe('an entry whose whole body is sealed', () => {
  it('is verified, and its body is what the opening shows', async () => {
    const bundle = await sealedBundle('/body');
    const { body } = JSON.parse(log.entries[LEAF]!.toString()) as LogEntry;
    const opening = { pointer: '/body', salt: salt.toString('base64'), value: body };
    const shown = { ...bundle, receipt: { ...bundle.receipt, openings: [opening] } };

    expect(verifyBundle(bundle, trust)).toMatchObject({ faults: [], closed: ['/body'], entry: { body: {} } });
    expect(verifyBundle(shown, trust)).toMatchObject({
      faults: [],
      closed: [],
      entry: { body },
      replay: { result: 'reproduced' },
    });
    expect(
      pathsOf({ ...shown, receipt: { ...shown.receipt, openings: [{ ...opening, value: {} }] } }),
    ).toContain('receipt.openings');
  });

  it('is bound to its place by its hash', async () => {
    const bundle = await sealedBundle('/body');
    const entry = bundle.receipt.entry.replace(/"body":"./, '"body":"g');

    expect(pathsOf({ ...bundle, receipt: { ...bundle.receipt, entry } })).toContain('receipt.entry');
    expect(pathsOf({ ...bundle, receipt: { ...bundle.receipt, leafIndex: 4 } })).toContain(
      'receipt.inclusionProof',
    );
  });

  it('is none without the pointer to it', async () => {
    const entry = entryOf('decision', 'x', { body: 'a'.repeat(64) as never });
    const sealed = ExportedLog.of(log.entries.toSpliced(LEAF, 1, entry), log.signer);

    expect(pathsOf(await bundleOf(sealed, LEAF))).toEqual(['receipt.entry', 'receipt.entry']);
  });
});
