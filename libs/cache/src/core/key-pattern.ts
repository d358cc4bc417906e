/**
 * Whether a pattern names a key: `*` stands for any characters, `?` for one, everything else for itself. Keys hold none of
 * the characters that mean more to Redis. Linear in the key for each `*`.
 */
export function matchesPattern(pattern: string, key: string): boolean {
  let at = 0;
  let inKey = 0;
  let star = -1;
  let resume = 0;
  while (inKey < key.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at++;
      resume = inKey;
    } else if (wanted !== undefined && (wanted === '?' || wanted === key[inKey])) {
      at++;
      inKey++;
    } else if (star >= 0) {
      at = star + 1;
      inKey = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** Whether it stands for other texts than itself. */
export const isPattern = (text: string): boolean => /[*?]/.test(text);
