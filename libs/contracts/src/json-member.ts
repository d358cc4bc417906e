interface Member {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

/** The object that holds what a JSON Pointer (RFC 6901) names, and the name there; null where there is nothing. */
export function memberAt(root: object, pointer: string): Member | null {
  const names = pointer.split('/').slice(1).map(unescaped);
  const name = names.pop();
  if (name === undefined) return null;
  let holder: unknown = root;
  for (const next of names) holder = hasOwn(holder, next) ? holder[next] : undefined;
  return hasOwn(holder, name) ? { holder, name } : null;
}

/** Of a list only what stands in it: its length is no member of the document. */
const hasOwn = (value: unknown, name: string): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) && !isLength(value, name);

const isLength = (value: object, name: string): boolean => Array.isArray(value) && name === 'length';

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');
