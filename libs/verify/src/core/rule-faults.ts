import { DecisionSchema, type EvidenceBundle, type LogEntry, type Pins } from '@acgs/contracts';
import { compileRuleSet } from '@acgs/rules';
import { type Fault } from './fault.js';
import { treeFaults } from './tree-faults.js';
import { type Trust } from './trust.js';
import { type ReceiptResult, verifyReceipt } from './verify-receipt.js';

/**
 * That the rules of a bundle are those of its decision, and stand in the log where that says: by the decision's pins, and by
 * its leaves alone where the pins cannot be read, since the decision may be sealed. All receipts have to be of one tree, with
 * one root for each size; that trees of different sizes are one history, a bundle cannot show.
 */
export function ruleFaults(bundle: EvidenceBundle, decision: ReceiptResult, trust: Trust): Fault[] {
  const { entry } = decision;
  if (entry === null) return [];
  const { constitution, policies } = bundle;
  const given = compileRuleSet({ constitution, policies, constitutionalHash: entry.constitutionalHash }).pins;
  const pins = pinsOf(entry);
  const { constitutionVersion, constitutionDigest, policySetDigest } = pins ?? given;
  const leaves = entry.leaves ?? { constitution: null, policySet: null };
  const wanted: readonly Wanted[] = [
    {
      path: 'constitutionReceipt',
      kind: 'constitution-version',
      name: constitutionVersion,
      leaf: leaves.constitution,
      digest: constitutionDigest,
    },
    {
      path: 'policySetReceipt',
      kind: 'policy-set',
      name: policySetDigest,
      leaf: leaves.policySet,
      digest: policySetDigest,
    },
  ];
  const receipts = wanted
    .filter(({ path }) => bundle[path] !== null)
    .map((rules) => ({ ...rules, result: verifyReceipt(bundle[rules.path], trust, rules.path) }));
  return [
    ...(pins === null ? unnamedFaults(wanted) : pinFaults(given, pins)),
    ...wanted.filter(({ path, leaf }) => bundle[path] === null && leaf !== null).map(missing),
    ...receipts.flatMap(receiptFaults),
    ...receipts.flatMap(({ path, result }) =>
      path === 'constitutionReceipt' ? ratificationFaults(constitution, result) : [],
    ),
    ...treeFaults(decision, receipts),
  ];
}

interface Wanted {
  readonly path: 'constitutionReceipt' | 'policySetReceipt';
  readonly kind: 'constitution-version' | 'policy-set';
  /** What stands behind the kind in the entry's id. */
  readonly name: number | string | null;
  readonly leaf: number | null;
  readonly digest: string | null;
}

interface Found extends Wanted {
  readonly result: ReceiptResult;
}

// A sealed decision is a commitment, which has no pins.
function pinsOf({ body: { decision } }: LogEntry): Pins | null {
  if (typeof decision !== 'object' || decision === null || !('pins' in decision)) return null;
  return DecisionSchema.shape.pins.safeParse(decision.pins).data ?? null;
}

function pinFaults(given: Pins, pins: Pins): Fault[] {
  const faults: Fault[] = [];
  const wrong = (path: string, message: string): void => void faults.push({ path, message });
  if (given.constitutionVersion !== pins.constitutionVersion) {
    wrong('constitution.version', `the decision pins ${String(pins.constitutionVersion)}`);
  }
  if (given.constitutionDigest !== pins.constitutionDigest) {
    wrong('constitution.digest', `the decision pins ${String(pins.constitutionDigest)}`);
  }
  if (given.policySetDigest !== pins.policySetDigest) {
    wrong('policies', `they are not the policy set ${String(pins.policySetDigest)} that the decision pins`);
  }
  return faults;
}

/** Without pins and without a leaf, any rules would do. */
function unnamedFaults(wanted: readonly Wanted[]): Fault[] {
  const message = 'the pins of the decision are not shown, and it names no leaf: its rules cannot be told';
  return wanted.filter(({ leaf }) => leaf === null).map(({ path }) => ({ path, message }));
}

const missing = ({ path, leaf }: Wanted): Fault => ({
  path,
  message: `it is missing: the decision names leaf ${String(leaf)}`,
});

function receiptFaults({ path, kind, name, leaf, digest, result }: Found): Fault[] {
  const faults: Fault[] = [...result.faults];
  const { entry, leafIndex } = result;
  if (leafIndex !== leaf) {
    faults.push({ path: `${path}.leafIndex`, message: `the decision names leaf ${String(leaf)}` });
  }
  const isWanted =
    entry?.kind === kind && entry.id === `${kind}:${String(name)}` && entry.body.digest === digest;
  if (entry !== null && !isWanted) {
    const message = `it is not the ${kind} ${String(name)} with the digest ${String(digest)}`;
    faults.push({ path: `${path}.entry`, message });
  }
  return faults;
}

/** Who ratified it and when stands beside the constitution's document, and in its leaf. */
function ratificationFaults(constitution: EvidenceBundle['constitution'], { entry }: ReceiptResult): Fault[] {
  if (constitution === null || entry?.body.digest !== constitution.digest) return [];
  const { body } = entry;
  return (['ratifiedBy', 'ratifiedAt'] as const)
    .filter((name) => body[name] !== constitution[name])
    .map((name) => ({ path: `constitution.${name}`, message: `the leaf has ${JSON.stringify(body[name])}` }));
}
