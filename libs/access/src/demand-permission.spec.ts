import { ACR, type Permission } from '@acgs/contracts';
import { AuthenticationInsufficientError, PermissionMissingError } from './access.errors.js';
import type { CallerIdentity } from './caller-identity.js';
import { demandPermission } from './demand-permission.js';

const callerOf = (principal: CallerIdentity['principal'], acr: string | null): CallerIdentity => ({
  subject: 'caller',
  principal,
  isAgent: false,
  clientId: 'client',
  tenant: 'default',
  roles: [],
  permissions: new Set<Permission>(['constitution:ratify', 'policies:read']),
  actor: 'caller',
  actors: [],
  delegations: [],
  grantId: null,
  authTime: Math.floor(Date.now() / 1000),
  acr,
  jkt: null,
  expiresAt: 1,
});

const demand = (caller: CallerIdentity, permission: Permission) => (): void => {
  demandPermission(caller, permission);
};

describe('demandPermission', () => {
  it('refuses whoever has not the permission, with a second factor too', () => {
    expect(demand(callerOf('person', ACR.mfa), 'policies:write')).toThrow(PermissionMissingError);
    expect(demand(callerOf('client', null), 'policies:write')).toThrow(PermissionMissingError);
  });

  it('asks a person for a second factor where it matters, and a program never', () => {
    expect(demand(callerOf('person', ACR.password), 'constitution:ratify')).toThrow(
      AuthenticationInsufficientError,
    );
    expect(demand(callerOf('person', ACR.mfa), 'constitution:ratify')).not.toThrow();
    expect(demand(callerOf('client', null), 'constitution:ratify')).not.toThrow();
  });

  it('asks a person for none elsewhere', () => {
    expect(demand(callerOf('person', ACR.password), 'policies:read')).not.toThrow();
  });
});
