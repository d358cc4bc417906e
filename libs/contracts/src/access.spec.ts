import { AccessTokenClaimsSchema, RoleSchema, separatedAmong } from './access.js';

const OF_BEFORE = {
  sub: 'an-agent',
  client_id: 'an-agent',
  jti: 'one',
  iat: 1,
  exp: 2,
  tenant: 'default',
  roles: ['agent'],
  permissions: [],
};
const chain = (depth: number): object => (depth === 1 ? { sub: 'a' } : { sub: 'a', act: chain(depth - 1) });

describe('the claims of a token', () => {
  it('may lack all that tokens of earlier versions lack', () => {
    expect(AccessTokenClaimsSchema.parse(OF_BEFORE)).toStrictEqual({
      ...OF_BEFORE,
      principal: 'client',
      agent: null,
      auth_time: null,
      acr: null,
      act: null,
      gid: null,
      dlg: [],
      cnf: null,
    });
  });

  it.each([
    [1, true],
    [3, true],
    [4, false],
  ])('with %s actors are acceptable: %s', (depth, expected) => {
    expect(AccessTokenClaimsSchema.safeParse({ ...OF_BEFORE, act: chain(depth) }).success).toBe(expected);
  });
});

describe('separatedAmong', () => {
  it('names a pair that nobody holds together', () => {
    expect(separatedAmong(['agent', 'author', 'council'])).toStrictEqual(['agent', 'council']);
    expect(separatedAmong(['admin', 'author', 'agent', 'operator'])).toBeNull();
  });

  it('lets everybody hold each role by itself', () => {
    expect(RoleSchema.options.filter((role) => separatedAmong([role]) !== null)).toStrictEqual([]);
  });
});
