export const UPSTREAM_NAMES = [
  'constitutional-core',
  'governance-engine',
  'integrity-service',
  'ec-service',
  'auth-service',
] as const;
export type UpstreamName = (typeof UPSTREAM_NAMES)[number];

/**
 * What the gateway asks before it passes a request on: hash and token, a token and the hash of those for whom it is not
 * added, the hash alone, or nothing.
 */
export type Entrance = 'authenticated' | 'authzen' | 'open' | 'bare';

export interface UpstreamRoute {
  readonly path: string;
  /** Whether the route takes in the paths below it, by whole segments. */
  readonly below: boolean;
  readonly upstream: UpstreamName;
  readonly entrance: Entrance;
}

const GLOBAL_PREFIX = '/api/v1/';

/** Where each path leads; the first that fits counts. */
export const UPSTREAM_ROUTES: readonly UpstreamRoute[] = [
  { path: '/api/v1/constitution', below: true, upstream: 'constitutional-core', entrance: 'authenticated' },
  { path: '/api/v1/decisions', below: true, upstream: 'governance-engine', entrance: 'authenticated' },
  { path: '/api/v1/approvals', below: true, upstream: 'governance-engine', entrance: 'authenticated' },
  { path: '/api/v1/policies', below: true, upstream: 'governance-engine', entrance: 'authenticated' },
  { path: '/api/v1/rule-sets', below: true, upstream: 'governance-engine', entrance: 'authenticated' },
  { path: '/api/v1/labels', below: true, upstream: 'governance-engine', entrance: 'authenticated' },
  { path: '/api/v1/freezes', below: true, upstream: 'governance-engine', entrance: 'authenticated' },
  { path: '/api/v1/legal-holds', below: true, upstream: 'governance-engine', entrance: 'authenticated' },
  { path: '/api/v1/simulations', below: true, upstream: 'governance-engine', entrance: 'authenticated' },
  { path: '/api/v1/evolution', below: true, upstream: 'ec-service', entrance: 'authenticated' },
  { path: '/api/v1/log', below: true, upstream: 'integrity-service', entrance: 'authenticated' },
  { path: '/api/v1/integrity/keys', below: false, upstream: 'integrity-service', entrance: 'open' },
  { path: '/api/v1/integrity', below: true, upstream: 'integrity-service', entrance: 'authenticated' },
  { path: '/api/v1/tile/entries', below: true, upstream: 'integrity-service', entrance: 'authenticated' },
  { path: '/api/v1/tile', below: true, upstream: 'integrity-service', entrance: 'bare' },
  { path: '/api/v1/checkpoint', below: true, upstream: 'integrity-service', entrance: 'bare' },
  { path: '/api/v1/oauth/token', below: false, upstream: 'auth-service', entrance: 'open' },
  { path: '/api/v1/oauth/request', below: false, upstream: 'auth-service', entrance: 'open' },
  { path: '/api/v1/oauth/introspection', below: false, upstream: 'auth-service', entrance: 'open' },
  { path: '/api/v1/oauth/revocation', below: false, upstream: 'auth-service', entrance: 'open' },
  { path: '/api/v1/oauth/authorize', below: true, upstream: 'auth-service', entrance: 'bare' },
  { path: '/api/v1/oauth/end-session', below: true, upstream: 'auth-service', entrance: 'bare' },
  { path: '/api/v1/oauth/revocations', below: false, upstream: 'auth-service', entrance: 'open' },
  { path: '/api/v1/oauth', below: true, upstream: 'auth-service', entrance: 'authenticated' },
  { path: '/api/v1/auth/interactions', below: true, upstream: 'auth-service', entrance: 'bare' },
  { path: '/api/v1/auth/invitations/accept', below: false, upstream: 'auth-service', entrance: 'bare' },
  { path: '/api/v1/auth/sign-in', below: false, upstream: 'auth-service', entrance: 'bare' },
  { path: '/api/v1/auth/account', below: true, upstream: 'auth-service', entrance: 'bare' },
  { path: '/api/v1/auth/password', below: true, upstream: 'auth-service', entrance: 'bare' },
  { path: '/api/v1/auth/style.css', below: false, upstream: 'auth-service', entrance: 'bare' },
  { path: '/api/v1/auth', below: true, upstream: 'auth-service', entrance: 'authenticated' },
  { path: '/access/v1', below: true, upstream: 'governance-engine', entrance: 'authzen' },
  { path: '/.well-known', below: true, upstream: 'auth-service', entrance: 'bare' },
];

/** The route of a path as it stands in the request line, undecoded. */
export function upstreamRouteOf(path: string): UpstreamRoute | null {
  return UPSTREAM_ROUTES.find((route) => leads(route, path)) ?? null;
}

function leads(route: UpstreamRoute, path: string): boolean {
  if (!path.startsWith(route.path)) return false;
  return path.length === route.path.length || (route.below && path[route.path.length] === '/');
}

/** The routes of an entrance in the words of the router, without the global prefix. */
export const routerPaths = (entrance: Entrance): string[] =>
  pathsOf(UPSTREAM_ROUTES.filter((route) => route.entrance === entrance));

/** The routes that stand beside the global prefix, and not below it. */
export const unprefixedPaths = (): string[] =>
  pathsOf(UPSTREAM_ROUTES.filter(({ path }) => !path.startsWith(GLOBAL_PREFIX)));

function pathsOf(routes: readonly UpstreamRoute[]): string[] {
  return routes.flatMap(({ path, below }) => {
    const own = path.startsWith(GLOBAL_PREFIX) ? path.slice(GLOBAL_PREFIX.length) : path.slice(1);
    return below ? [own, `${own}/*`] : [own];
  });
}
