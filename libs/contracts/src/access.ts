import { z } from 'zod';

const PERMISSIONS = [
  'constitution:read',
  'constitution:ratify',
  'policies:read',
  'policies:write',
  'decisions:create',
  'decisions:on-behalf',
  'decisions:read',
  'operations:read',
  'cache:read',
  'cache:invalidate',
  'log:read',
  'log:any-tenant',
  'log:witness',
  'log:rotate-keys',
  'decisions:erase',
  'approvals:read',
  'approvals:answer',
] as const;
export const PermissionSchema = z.enum(PERMISSIONS).meta({ id: 'Permission' });
export type Permission = z.infer<typeof PermissionSchema>;

export const RoleSchema = z.enum(['admin', 'author', 'approver', 'agent', 'auditor']).meta({ id: 'Role' });
export type Role = z.infer<typeof RoleSchema>;

/** What each role may do. `decisions:on-behalf` and `log:any-tenant` belong to no role: they are granted to a client by name. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  admin: [
    'constitution:read',
    'constitution:ratify',
    'policies:read',
    'policies:write',
    'decisions:create',
    'decisions:read',
    'operations:read',
    'cache:read',
    'cache:invalidate',
    'log:read',
    'log:witness',
    'log:rotate-keys',
    'decisions:erase',
    'approvals:read',
  ],
  author: ['constitution:read', 'policies:read', 'policies:write'],
  approver: ['approvals:read', 'approvals:answer'],
  agent: ['constitution:read', 'decisions:create'],
  auditor: ['constitution:read', 'policies:read', 'decisions:read', 'log:read', 'approvals:read'],
};

export const TenantSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 of a-z, 0-9 and dash');
export const DEFAULT_TENANT = 'default';

/** The claims of an `at+jwt` access token (RFC 9068) that ACGS reads; registered claims are checked by the verifier. */
export const AccessTokenClaimsSchema = z.looseObject({
  sub: z.string().min(1).max(1024),
  exp: z.number(),
  tenant: TenantSchema,
  roles: z.array(RoleSchema),
  permissions: z.array(PermissionSchema),
});
export type AccessTokenClaims = z.infer<typeof AccessTokenClaimsSchema>;
