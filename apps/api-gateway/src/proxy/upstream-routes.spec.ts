import { routerPaths, UPSTREAM_ROUTES, upstreamRouteOf } from './upstream-routes.js';

describe('upstreamRouteOf', () => {
  it.each(UPSTREAM_ROUTES.map((route) => [route.path, route]))('leads %s to its own route', (path, route) => {
    expect(upstreamRouteOf(path)).toBe(route);
  });

  it('goes below a route by whole segments', () => {
    expect(upstreamRouteOf('/api/v1/decisions/1/explanation')?.path).toBe('/api/v1/decisions');
    expect(upstreamRouteOf('/api/v1/decisions1')).toBeNull();
    expect(upstreamRouteOf('/api/v1/decision')).toBeNull();
    expect(upstreamRouteOf('/api/v1')).toBeNull();
  });

  it('opens the way to a token, and nothing below it', () => {
    expect(upstreamRouteOf('/api/v1/oauth/token')?.entrance).toBe('open');
    expect(upstreamRouteOf('/api/v1/oauth/token/')?.entrance).toBe('authenticated');
    expect(upstreamRouteOf('/api/v1/oauth/token/revocation')?.entrance).toBe('authenticated');
  });
});

describe('routerPaths', () => {
  it('are bare for .well-known, what the log shows everybody, and where browsers sign in and out', () => {
    expect(routerPaths('bare')).toStrictEqual([
      'tile',
      'tile/*',
      'checkpoint',
      'checkpoint/*',
      'oauth/authorize',
      'oauth/authorize/*',
      'oauth/end-session',
      'oauth/end-session/*',
      'auth/interactions',
      'auth/interactions/*',
      'auth/invitations/accept',
      'auth/sign-in',
      'auth/account',
      'auth/account/*',
      'auth/password',
      'auth/password/*',
      'auth/style.css',
      '.well-known',
      '.well-known/*',
    ]);
    expect(routerPaths('open')).toStrictEqual([
      'integrity/keys',
      'oauth/token',
      'oauth/request',
      'oauth/introspection',
      'oauth/revocation',
      'oauth/revocations',
    ]);
    expect(routerPaths('authzen')).toStrictEqual(['access/v1', 'access/v1/*']);
  });
});
