import { isMap, isScalar, isSeq, type Range } from 'yaml';
import type { YamlTokens } from './yaml-body-tokens.js';

/**
 * Looks for what YAML may say and JSON may not: a key that is a collection, or that stands twice once it is text, and
 * numbers without end. Recurses with the nesting, which is bounded.
 *
 * @throws MalformedJsonError with line and column
 */
export function refuseUnlessJson(tokens: YamlTokens, node: unknown): void {
  if (isMap(node)) {
    refuseUnfitKeys(tokens, node.items);
    for (const { value } of node.items) refuseUnlessJson(tokens, value);
  } else if (isSeq(node)) {
    for (const item of node.items) refuseUnlessJson(tokens, item);
  } else if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value)) {
    refuse(tokens, node.range, 'JSON has no such number');
  }
}

function refuseUnfitKeys(tokens: YamlTokens, pairs: readonly { key: unknown }[]): void {
  const keys = new Set<string>();
  for (const { key } of pairs) {
    if (!isScalar<string | number | boolean | null>(key))
      return refuse(tokens, rangeOf(key), 'a key must not be a list or a map');
    const name = key.value === null ? '' : String(key.value);
    if (keys.has(name)) refuse(tokens, key.range, 'the key stands twice in its map');
    keys.add(name);
  }
}

const rangeOf = (node: unknown): Range | null | undefined => (isMap(node) || isSeq(node) ? node.range : null);

function refuse(tokens: YamlTokens, range: Range | null | undefined, message: string): never {
  tokens.refuse(message, range?.[0] ?? 0);
}
