/** The API and, beside it, the paths that OpenID AuthZEN has fixed: what answers nobody who does not send the hash. */
const GUARDED = /^\/(?:api|access)\/v1\//;

export const isGuarded = (path: string): boolean => GUARDED.test(path);
