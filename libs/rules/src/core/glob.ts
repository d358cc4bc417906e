/** A glob cut at its stars: `a*b*c` has the prefix `a`, the middles `b` and the suffix `c`; no star, no suffix. */
export interface Glob {
  readonly prefix: string;
  readonly middles: readonly string[];
  readonly suffix: string | null;
}

export function parseGlob(text: string): Glob {
  const [prefix = '', ...rest] = text.split('*');
  const suffix = rest.pop() ?? null;
  return { prefix, middles: rest.filter((middle) => middle !== ''), suffix };
}

/** Takes for granted that `name` starts with the glob's prefix. Each middle is sought once, so there is no backtracking. */
export function restMatches({ prefix, middles, suffix }: Glob, name: string): boolean {
  if (suffix === null) return name.length === prefix.length;
  const end = name.length - suffix.length;
  let position = prefix.length;
  for (const middle of middles) {
    const found = name.indexOf(middle, position);
    if (found === -1) return false;
    position = found + middle.length;
  }
  return position <= end && name.endsWith(suffix);
}
