/** A share with how far the true one may be below and above it. */
export interface ShareEstimate {
  readonly share: number;
  readonly below: number;
  readonly above: number;
}

/** Two-sided 0.1 %: the same counts are looked at again and again while they grow. */
const Z = 3.3;

/** By Wilson (1927): also sound where all or none of few are counted. */
export function estimated(part: number, whole: number): ShareEstimate {
  if (whole === 0) return { share: 0, below: 1, above: 1 };
  const share = Math.min(1, Math.max(0, part / whole));
  const scale = 1 + Z ** 2 / whole;
  const centre = (share + Z ** 2 / (2 * whole)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / whole + Z ** 2 / (4 * whole ** 2));
  return { share, below: Math.max(0, share - centre + half), above: Math.max(0, centre + half - share) };
}

/** What independent errors come to together, after Newcombe (1998). */
export const together = (...errors: number[]): number => Math.hypot(...errors);
