const LIMITS = ['DECISIONS', 'READS', 'WRITES', 'TOKENS', 'UNVERIFIED', 'DEFAULT'];

/** Settings of a gateway that counts nobody's requests. */
export const UNLIMITED = Object.fromEntries(LIMITS.map((limit) => [`THROTTLE_${limit}`, 'off']));
