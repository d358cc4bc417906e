import { z } from 'zod';
import { type Permission, PermissionSchema } from './permission.js';

export const RoleSchema = z
  .enum(['admin', 'author', 'agent', 'auditor', 'council', 'approver', 'operator'])
  .meta({ id: 'Role' });
export type Role = z.infer<typeof RoleSchema>;

/**
 * What each role may do. `decisions:on-behalf`, `log:any-tenant`, `tenants:any`, `policies:propose` and
 * `policies:activate-own` belong to no role: they are granted to a client by name.
 */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  admin: [
    'constitution:read',
    'constitution:ratify',
    'policies:read',
    'policies:write',
    'policies:activate',
    'policies:roll-back',
    'decisions:create',
    'decisions:read',
    'decisions:label',
    'operations:read',
    'cache:read',
    'cache:invalidate',
    'log:read',
    'log:witness',
    'log:rotate-keys',
    'decisions:erase',
    'legal-holds:read',
    'legal-holds:write',
    'freezes:read',
    'freezes:write',
    'freezes:lift',
    'approvals:read',
    'simulations:read',
    'simulations:run',
    'users:read',
    'users:write',
    'roles:grant',
    'clients:read',
    'clients:write',
    'agents:read',
    'agents:write',
    'agents:register',
    'api-keys:write',
    'delegations:grant',
    'security-events:read',
    'signing-keys:rotate',
    'evolution:read',
    'evolution:run',
    'evolution:promote',
  ],
  author: [
    'constitution:read',
    'policies:read',
    'policies:write',
    'freezes:read',
    'freezes:write',
    'simulations:read',
    'simulations:run',
    'agents:register',
    'api-keys:write',
    'delegations:grant',
    'evolution:read',
    'evolution:run',
    'evolution:promote',
  ],
  agent: ['constitution:read', 'decisions:create', 'delegations:grant'],
  auditor: [
    'constitution:read',
    'policies:read',
    'decisions:read',
    'log:read',
    'approvals:read',
    'simulations:read',
    'users:read',
    'agents:read',
    'legal-holds:read',
    'freezes:read',
    'security-events:read',
    'evolution:read',
  ],
  council: [
    'constitution:read',
    'constitution:ratify',
    'policies:read',
    'freezes:read',
    'simulations:read',
    'log:read',
    'evolution:read',
  ],
  approver: [
    'constitution:read',
    'policies:read',
    'policies:activate',
    'policies:roll-back',
    'decisions:read',
    'decisions:label',
    'approvals:read',
    'approvals:answer',
    'freezes:read',
    'freezes:write',
    'freezes:lift',
    'simulations:read',
    'simulations:run',
    'evolution:read',
    'evolution:promote',
  ],
  operator: [
    'constitution:read',
    'operations:read',
    'cache:read',
    'cache:invalidate',
    'log:read',
    'freezes:read',
    'freezes:write',
    'agents:read',
    'agents:register',
    'api-keys:write',
    'delegations:grant',
  ],
};

export const permissionsOf = (
  roles: readonly Role[],
  named: readonly Permission[] = [],
): readonly Permission[] => [...new Set([...roles.flatMap((role) => ROLE_PERMISSIONS[role]), ...named])];

/**
 * Separation of powers: roles that nobody holds together. Who writes rules neither ratifies them nor answers for their
 * exceptions, who asks does not answer, who watches does not act. The database holds the same pairs, and refuses them.
 */
export const SEPARATED_ROLES: readonly (readonly [Role, Role])[] = [
  ['admin', 'approver'],
  ['agent', 'approver'],
  ['agent', 'council'],
  ['approver', 'auditor'],
  ['approver', 'author'],
  ['auditor', 'council'],
  ['auditor', 'operator'],
  ['author', 'council'],
];

/** The first pair of `SEPARATED_ROLES` among these roles; null when they may be held together. */
export const separatedAmong = (roles: readonly Role[]): readonly [Role, Role] | null =>
  SEPARATED_ROLES.find(([one, other]) => roles.includes(one) && roles.includes(other)) ?? null;

/** Which a person uses with a fresh second factor alone (RFC 9470). Programs have none. */
export const STEP_UP_PERMISSIONS: ReadonlySet<Permission> = new Set<Permission>([
  'constitution:ratify',
  'policies:activate',
  'policies:roll-back',
  'approvals:answer',
  'freezes:lift',
  'decisions:erase',
  'log:rotate-keys',
  'signing-keys:rotate',
  'users:write',
  'roles:grant',
  'clients:write',
  'agents:write',
  'agents:register',
  'api-keys:write',
  'delegations:grant',
]);
export const STEP_UP_MAX_AGE_SECONDS = 900;

/** The longest that an access token lives, whatever `ACCESS_TOKEN_TTL_SECONDS` is or was. */
export const ACCESS_TOKEN_SECONDS_MAX = 43_200;

/** How a person has signed in. */
export const ACR = { password: 'urn:acgs:acr:password', mfa: 'urn:acgs:acr:mfa' } as const;

export const TenantSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 of a-z, 0-9 and dash');
export const DEFAULT_TENANT = 'default';

/** Of routes that services ask for tenants other than their own. */
export const tenantField = {
  tenant: TenantSchema.optional().meta({
    description: "Whose, the caller's own unless told; another one needs `tenants:any`",
  }),
};

export const TenantQuerySchema = z.strictObject(tenantField);
export type TenantQuery = z.infer<typeof TenantQuerySchema>;

/** Delegations that may follow each other, and the actors of a token. */
export const DELEGATION_DEPTH_MAX = 3;

const IdSchema = z.string().min(1).max(1024);

const LastActorSchema = z.looseObject({ sub: IdSchema, act: z.never().optional() });
const SecondActorSchema = z.looseObject({ sub: IdSchema, act: LastActorSchema.optional() });
/** RFC 8693, section 4.1: the outermost is the one who acts. */
const ActorSchema = z.looseObject({ sub: IdSchema, act: SecondActorSchema.optional() });
export type ActorClaim = z.infer<typeof ActorSchema>;

/** The claims of an `at+jwt` access token (RFC 9068) that ACGS reads; registered claims are checked by the verifier. */
export const AccessTokenClaimsSchema = z.looseObject({
  sub: IdSchema,
  client_id: IdSchema,
  jti: IdSchema,
  iat: z.number(),
  exp: z.number(),
  tenant: TenantSchema,
  roles: z.array(RoleSchema),
  permissions: z.array(PermissionSchema),
  principal: z.enum(['person', 'client']).default('client'),
  /** Whether a client is an agent, however far its token was narrowed; null in tokens from before there was the claim. */
  agent: z.boolean().nullable().default(null),
  auth_time: z.number().nullable().default(null),
  acr: z.string().nullable().default(null),
  act: ActorSchema.nullable().default(null),
  gid: IdSchema.nullable().default(null),
  dlg: z.array(IdSchema).max(DELEGATION_DEPTH_MAX).default([]),
  cnf: z
    .looseObject({ jkt: z.string().nullable().default(null) })
    .nullable()
    .default(null),
});
export type AccessTokenClaims = z.infer<typeof AccessTokenClaimsSchema>;
