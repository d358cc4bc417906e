/** The longest that `ACCESS_TOKEN_TTL_SECONDS` may be. */
const LIFE_MILLISECONDS_MAX = 43_200_000;

/** By then every token that was issued until now has expired. */
export const lastTokenExpiry = (): Date => new Date(Date.now() + LIFE_MILLISECONDS_MAX);
