/** For `If-Match`: strong comparison (RFC 9110, section 13.1.1). */
export const matchesStrongly = (header: string, tag: string): boolean =>
  tagsIn(header).some((candidate) => candidate === '*' || candidate === tag);

/** For `If-None-Match`: weak comparison (RFC 9110, section 13.1.2), since proxies that compress weaken tags. */
export const matchesWeakly = (header: string, tag: string): boolean =>
  matchesStrongly(
    tagsIn(header)
      .map((candidate) => candidate.replace(/^W\//, ''))
      .join(),
    tag,
  );

/** Our tags hold no comma, so a list splits at each. */
const tagsIn = (header: string): string[] => header.split(',').map((candidate) => candidate.trim());
