import { ACR, type Permission } from '@acgs/contracts';
import { AuthenticationInsufficientError } from './access.errors.js';
import { requireFreshSecondFactor } from './step-up.js';

const now = Math.floor(Date.now() / 1000);

describe('requireFreshSecondFactor', () => {
  const ask =
    (acr: string | null, authTime: number | null, permission: Permission = 'constitution:ratify') =>
    (): void => {
      requireFreshSecondFactor({ acr, authTime }, permission);
    };

  it('lets a second factor of this quarter of an hour pass', () => {
    expect(ask(ACR.mfa, now - 890)).not.toThrow();
  });

  it.each([
    ['a password alone', ACR.password, now],
    ['a second factor of long ago', ACR.mfa, now - 910],
    ['a second factor at an unknown time', ACR.mfa, null],
    ['an unknown way', null, now],
  ])('refuses %s', (_, acr, authTime) => {
    expect(ask(acr, authTime)).toThrow(AuthenticationInsufficientError);
  });

  it('tells a client what to ask for (RFC 9470)', () => {
    const { headers } = new AuthenticationInsufficientError('constitution:ratify').details;
    expect(headers?.['WWW-Authenticate']).toBe(
      'Bearer error="insufficient_user_authentication", error_description="A fresh second factor is needed", ' +
        'acr_values="urn:acgs:acr:mfa", max_age="900"',
    );
  });

  it('asks for nothing where nothing much can happen', () => {
    expect(ask(null, null, 'policies:read')).not.toThrow();
  });
});
