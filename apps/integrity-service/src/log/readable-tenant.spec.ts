import { PermissionMissingError } from '@acgs/access';
import type { Permission } from '@acgs/contracts';
import { readableTenant } from './readable-tenant.js';

const caller = (...permissions: Permission[]): Parameters<typeof readableTenant>[0] => ({
  tenant: 'red',
  permissions: new Set(permissions),
});

describe('readableTenant', () => {
  it("is the caller's own, asked for or not", () => {
    expect(readableTenant(caller('log:read'))).toBe('red');
    expect(readableTenant(caller('log:read'), 'red')).toBe('red');
  });

  it('is another for those alone to whom all are granted', () => {
    expect(() => readableTenant(caller('log:read'), 'blue')).toThrow(PermissionMissingError);
    expect(readableTenant(caller('log:read', 'log:any-tenant'), 'blue')).toBe('blue');
  });
});
