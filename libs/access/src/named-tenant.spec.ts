import type { Permission } from '@acgs/contracts';
import { PermissionMissingError } from './access.errors.js';
import { namedTenant } from './named-tenant.js';

const caller = (...permissions: Permission[]): Parameters<typeof namedTenant>[0] => ({
  tenant: 'red',
  permissions: new Set(permissions),
});

describe('namedTenant', () => {
  it("is the caller's own, asked for or not", () => {
    expect(namedTenant(caller())).toBe('red');
    expect(namedTenant(caller(), 'red')).toBe('red');
  });

  it('is another for those alone to whom all are granted', () => {
    expect(() => namedTenant(caller('log:any-tenant'), 'blue')).toThrow(PermissionMissingError);
    expect(namedTenant(caller('tenants:any'), 'blue')).toBe('blue');
    expect(() => namedTenant(caller('tenants:any'), 'blue', 'log:any-tenant')).toThrow(
      PermissionMissingError,
    );
    expect(namedTenant(caller('log:any-tenant'), 'blue', 'log:any-tenant')).toBe('blue');
  });
});
