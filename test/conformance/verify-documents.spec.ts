import { type Receipt } from '@acgs/contracts';
import { parseCheckpoint, parseNote, parseVerifierKey } from '@acgs/merkle';
import { type Trust, verifyBundle, verifyReceipt } from '@acgs/verify';
import fc from 'fast-check';
import { createHash, randomBytes } from 'node:crypto';
import { bundleOf, decisionLog, entryOf, ExportedLog, OPENING } from '../support/exported-log.js';

const log = decisionLog(60);
const trust: Trust = { keys: [parseVerifierKey(log.signer.verifierKey)], witnesses: [], seen: [] };
/** The places of all texts and numbers in a JSON value. */
type Place = readonly (string | number)[];

function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  return Object.entries(value).flatMap(([name, member]) =>
    placesIn(member, [...place, Array.isArray(value) ? Number(name) : name]),
  );
}

function changedAt<T>(value: T, place: Place, change: (old: unknown) => unknown): T {
  const copy = structuredClone(value);
  let holder = copy as Record<string | number, unknown>;
  for (const name of place.slice(0, -1)) holder = holder[name] as Record<string | number, unknown>;
  const name = place.at(-1)!;
  holder[name] = change(holder[name]);
  return copy;
}

/** Another value of the same type. */
const damaged =
  (at: number) =>
  (old: unknown): unknown => {
    if (typeof old === 'number') return old + 1 + (at % 7);
    if (typeof old === 'boolean') return !old;
    if (typeof old !== 'string') return 'something';
    const index = at % (old.length + 1);
    return `${old.slice(0, index)}${old[index] === 'A' ? 'B' : 'A'}${old.slice(index + 1)}`;
  };

// Who holds a key in which time stands in no other part of a bundle, and nothing is verified by it.
const isUnproven = (place: Place): boolean =>
  place[0] === 'keys' && ['validFrom', 'validTo'].includes(String(place.at(-1)));

describe('receipts', () => {
  it('are verified with the public key alone, sealed values shown or not', async () => {
    for (const leaf of [0, 1, 2, 3, 61])
      expect(verifyReceipt(await log.receipt(leaf), trust).faults).toEqual([]);
    const shown = verifyReceipt(await log.receipt(2, [OPENING]), trust);

    expect([shown.faults, shown.closed]).toEqual([[], []]);
    expect(shown.entry?.body).toMatchObject({ request: { context: { ip: '10.0.0.1' } } });
    expect(verifyReceipt(await log.receipt(2), trust).closed).toEqual(['/body/request/context']);
  });

  it('are worth nothing under another key, and nothing when another history was seen', async () => {
    const receipt = await log.receipt(5);
    const other = decisionLog(60);
    const fork = ExportedLog.of(log.entries.toReversed(), log.signer);
    const last = parseCheckpoint(parseNote(await fork.checkpoint()).text);

    expect(
      verifyReceipt(receipt, { ...trust, keys: [parseVerifierKey(other.signer.verifierKey)] }).faults,
    ).toEqual([{ path: 'receipt.checkpoint', message: 'the note has no signature of a known key' }]);
    expect(verifyReceipt(receipt, { ...trust, seen: [last] }).faults[0]?.message).toContain(
      'the log has two histories',
    );
  });

  it('are those of one tenant, whose tree the checkpoint names', async () => {
    const entries = [entryOf('erasure', 'x', { tenant: 'acme' }), entryOf('erasure', 'y')];
    const acme = ExportedLog.of(entries, log.signer, 'log.example/acgs/tenants/acme');
    const elsewhere = ExportedLog.of(entries, log.signer, 'log.example/acgsx');

    expect(verifyReceipt(await acme.receipt(0), trust).faults).toEqual([]);
    expect(verifyReceipt(await acme.receipt(1), trust).faults).toEqual([
      { path: 'receipt.entry.tenant', message: 'the tree is that of acme' },
    ]);
    expect(verifyReceipt(await elsewhere.receipt(1), trust).faults[0]?.path).toBe('receipt.checkpoint');
  });

  it('name the member that is wrong', async () => {
    const [receipt, other] = [await log.receipt(2, [OPENING]), await log.receipt(3)];
    const pathsOf = (changes: Partial<Receipt>): string[] =>
      verifyReceipt({ ...receipt, ...changes }, trust).faults.map(({ path }) => path);

    expect(pathsOf({ leafIndex: 3 })).toEqual(['receipt.inclusionProof']);
    expect(pathsOf({ leafHash: other.leafHash })).toEqual(['receipt.leafHash']);
    expect(pathsOf({ entryId: 'x' })).toEqual(['receipt.entryId']);
    expect(pathsOf({ entry: `${receipt.entry} ` })).toContain('receipt.entry');
    expect(pathsOf({ openings: [{ ...OPENING, value: 1 }] })).toEqual(['receipt.openings']);
    expect(pathsOf({ openings: [{ ...OPENING, value: '\ud800' }] })).toEqual(['receipt.openings']);
    expect(pathsOf({ openings: [OPENING, OPENING] })).toEqual(['receipt.openings']);
    expect(pathsOf({ openings: [OPENING, { ...OPENING, pointer: '/body/x' }] })).toEqual([
      'receipt.openings',
    ]);
  });

  it('do not show a part of a sealed number as the number, with the rest of it as salt', async () => {
    const salt = randomBytes(32);
    const commitment = createHash('sha256').update(salt).update('12345').digest('hex');
    const sealed = ExportedLog.of(
      [entryOf('erasure', 'erasure:1', { body: { amount: commitment }, sealed: ['/body/amount'] })],
      log.signer,
    );
    const shown = async (moved: string, value: number): Promise<string[]> => {
      const opening = { pointer: '/body/amount', value };
      const bytes = Buffer.concat([salt, Buffer.from(moved)]).toString('base64');
      const receipt = await sealed.receipt(0, [{ ...opening, salt: bytes }]);
      return verifyReceipt(receipt, trust).faults.map(({ path }) => path);
    };
    expect(await shown('', 12_345)).toEqual([]);
    expect(await shown('1', 2345)).toEqual(['receipt.openings.0.salt']);
    expect(await shown('12', 345)).toEqual(['receipt.openings.0.salt']);
  });

  it('are found out when anything in them is changed, or taken from another valid one', async () => {
    const [receipt, other] = [await log.receipt(7, [OPENING]), await log.receipt(12, [OPENING])];
    const places = placesIn(receipt);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(), fc.boolean(), (place, at, swap) => {
        const taken = place[0] as keyof Receipt;
        fc.pre(!swap || JSON.stringify(receipt[taken]) !== JSON.stringify(other[taken]));
        const changed = swap ? { ...receipt, [taken]: other[taken] } : changedAt(receipt, place, damaged(at));

        expect(verifyReceipt(changed, trust).faults).not.toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('evidence bundles', () => {
  it('are verified, and the decision is made again', async () => {
    for (const leaf of [2, 3, 61]) {
      expect(verifyBundle(await bundleOf(log, leaf), trust)).toMatchObject({
        faults: [],
        replay: { result: 'reproduced' },
      });
    }
  });

  it('say why a decision cannot be made again', async () => {
    const { receipt, ...rest } = await bundleOf(log, 2);
    const { faults, replay } = verifyBundle({ ...rest, receipt: { ...receipt, openings: [] } }, trust);

    expect(faults).toEqual([]);
    expect(replay).toEqual({
      result: 'impossible',
      because: 'the log no longer knows /body/request/context',
    });
  });

  it('have the rules that stand at the leaves which the decision names, and no others', async () => {
    const twice = ExportedLog.of([...log.entries, log.entries[0]!], log.signer);
    const elsewhere = { ...(await bundleOf(twice, 3)), constitutionReceipt: await twice.receipt(62) };
    const body = { version: 1, digest: '0'.repeat(64) };
    const another = entryOf('constitution-version', 'constitution-version:1', { body });
    const replaced = ExportedLog.of(log.entries.toSpliced(0, 1, another), log.signer);

    expect(verifyBundle(elsewhere, trust).faults).toEqual([
      { path: 'constitutionReceipt.leafIndex', message: 'the decision names leaf 0' },
    ]);
    expect(verifyBundle(await bundleOf(replaced, 3), trust).faults.map(({ path }) => path)).toEqual([
      'constitutionReceipt.entry',
    ]);
  });

  it('have all their receipts from one tree', async () => {
    const bundle = await bundleOf(log, 3);
    const entries = log.entries.map((entry) =>
      Buffer.from(entry.toString().replace('"tenant":"default"', '"tenant":"acme"')),
    );
    const acme = ExportedLog.of(entries, log.signer, 'log.example/acgs/tenants/acme');
    const foreign = { constitutionReceipt: await acme.receipt(0), policySetReceipt: await acme.receipt(1) };
    const message = 'it is of the tree log.example/acgs/tenants/acme, and the decision of log.example/acgs';

    expect(verifyBundle({ ...bundle, ...foreign }, trust).faults).toEqual(
      Object.keys(foreign).map((receipt) => ({ path: `${receipt}.checkpoint`, message })),
    );
  });

  it('have one history in all their receipts, where their trees are as large', async () => {
    const bundle = await bundleOf(log, 3);
    const fork = ExportedLog.of(log.entries.with(-1, log.entries[5]!), log.signer);
    const larger = ExportedLog.of([...log.entries, ...log.entries], log.signer);
    const later = { constitutionReceipt: await larger.receipt(0), policySetReceipt: await larger.receipt(1) };
    const forked = ExportedLog.of([...log.entries, ...log.entries.toReversed()], log.signer);
    const pathsOf = (receipts: Partial<typeof bundle>): string[] =>
      verifyBundle({ ...bundle, ...receipts }, trust).faults.map(({ path }) => path);

    expect(pathsOf({ constitutionReceipt: await fork.receipt(0) })).toEqual([
      'constitutionReceipt.checkpoint',
    ]);
    expect(pathsOf(later)).toEqual([]);
    expect(pathsOf({ ...later, policySetReceipt: await forked.receipt(1) })).toEqual([
      'policySetReceipt.checkpoint',
    ]);
  });

  it('are found out when the operator has logged an outcome that the rules do not give', async () => {
    const entries = log.entries.map((entry) =>
      Buffer.from(entry.toString().replace('"outcome":"allow"', '"outcome":"deny"')),
    );
    const { faults, replay } = verifyBundle(await bundleOf(ExportedLog.of(entries, log.signer), 3), trust);

    expect(replay.result).toBe('different');
    expect(faults.map(({ path }) => path)).toEqual(['receipt.entry.body.decision.outcome']);
  });

  it('are found out when anything in them is changed, removed or another valid one', async () => {
    const [bundle, other] = [await bundleOf(log, 3), await bundleOf(log, 4)];
    const places = placesIn(bundle).filter((place) => !isUnproven(place));
    const others = {
      receipt: bundle.policySetReceipt,
      constitutionReceipt: other.receipt,
      policySetReceipt: null,
    };
    for (const [member, value] of Object.entries({ ...others, policies: [], constitution: null })) {
      expect(verifyBundle({ ...bundle, [member]: value }, trust).faults).not.toEqual([]);
    }
    const document = { ...bundle.policies[0]!.document, title: '\ud800' };
    const halved = { ...bundle, policies: [{ ...bundle.policies[0]!, document }] };

    expect(verifyBundle(halved, trust).faults[0]?.path).toBe('policies.0.document');
    const { rules, ...rest } = bundle.policies[0]!.document;
    const { obligations, ...rule } = rules[0]!;
    const shorter = { ...bundle.policies[0]!, document: { ...rest, rules: [rule] } };

    expect(obligations).toEqual([]);
    expect(verifyBundle({ ...bundle, policies: [shorter] }, trust).faults.map(({ path }) => path)).toEqual([
      'policies.0.document',
    ]);

    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(), (place, at) => {
        const changed = changedAt(bundle, place, damaged(at));

        expect([place, verifyBundle(changed, trust).faults.length > 0]).toEqual([place, true]);
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);
});
