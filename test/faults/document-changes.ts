import { isUtf8 } from 'node:buffer';
import { canonicalJson, NoJsonFormError } from '@acgs/merkle';

type Json = Record<string, unknown>;
type Place = readonly (string | number)[];

export const DOCUMENT_CHANGES = ['bit', 'swap', 'removal', 'replacement', 'another'] as const;
type DocumentChange = (typeof DOCUMENT_CHANGES)[number];

/** The document with one random change, as bytes; `other` is another valid one of its kind. */
export function changedDocument(
  kind: DocumentChange,
  document: unknown,
  other: unknown,
  random: () => number,
): Buffer {
  if (kind === 'another') return Buffer.from(JSON.stringify(other));
  if (kind === 'bit') return withBit(Buffer.from(JSON.stringify(document)), random);
  const copy = structuredClone(document);
  const places = placesIn(copy);
  const place = oneOf(places, random);
  const { holder, name } = holderOf(copy, place);
  if (kind === 'removal') {
    if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else Reflect.deleteProperty(holder, name);
  } else {
    // Texts take the place of texts, so that the form stays what it was.
    const alike = kind === 'swap' ? places : placesIn(other);
    const fitting = alike.filter((one) => one.at(-1) === name || typeof one.at(-1) === typeof name);
    const from = holderOf(kind === 'swap' ? copy : other, oneOf(fitting, random));
    const value = holder[name];
    holder[name] = from.holder[from.name];
    if (kind === 'swap') from.holder[from.name] = value;
  }
  return Buffer.from(JSON.stringify(copy));
}

export function withBit(bytes: Buffer, random: () => number): Buffer {
  const changed = Buffer.from(bytes);
  const at = Math.floor(random() * changed.length);
  changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return changed;
}

export function oneOf<T>(all: readonly T[], random: () => number): T {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new Error('there is nothing to choose from');
  return one;
}

/**
 * Whether the change is one: the same JSON in other bytes is none, nor are values left out that an erasure may have taken
 * (openings), times of keys, which docs/verifying.md says prove nothing, or policies in another order.
 */
export function isChanged(document: unknown, changed: Buffer): boolean {
  if (!isUtf8(changed)) return true;
  try {
    const value = JSON.parse(changed.toString()) as unknown;
    return canonicalJson(essence(value, document)) !== canonicalJson(essence(document, document));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NoJsonFormError) return true;
    throw error;
  }
}

function essence(value: unknown, original: unknown): unknown {
  const copy = structuredClone(value);
  if (!isObject(copy) || !isObject(original)) return copy;
  for (const name of ['receipt', 'constitutionReceipt', 'policySetReceipt'] as const) {
    if (isObject(copy[name])) restoreOpenings(copy[name], original[name]);
  }
  restoreOpenings(copy, original);
  const { keys, policies } = copy;
  if (isObject(keys) && Array.isArray(keys.keys)) {
    keys.keys = keys.keys.map((key: unknown) => (isObject(key) ? { ...key, validFrom: 0, validTo: 0 } : key));
  }
  if (Array.isArray(policies)) copy.policies = policies.map((policy) => canonicalJson(policy)).sort();
  return copy;
}

function restoreOpenings(receipt: Json, original: unknown): void {
  if (!isObject(original) || !Array.isArray(original.openings) || !Array.isArray(receipt.openings)) return;
  const known = new Set(original.openings.map((opening) => canonicalJson(opening)));
  const left = receipt.openings.map((opening) => canonicalJson(opening));
  const isSubset = new Set(left).size === left.length && left.every((opening) => known.has(opening));
  if (isSubset) receipt.openings = original.openings;
}

/** Where anything stands, whole objects too. */
function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = [...place, Array.isArray(value) ? Number(key) : key];
    return [here, ...placesIn(member, here)];
  });
}

function holderOf(root: unknown, place: Place): { holder: Json; name: string | number } {
  let holder = root as Json;
  for (const name of place.slice(0, -1)) holder = holder[name] as Json;
  const name = place.at(-1);
  if (name === undefined) throw new Error('the root is nowhere');
  return { holder, name };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
