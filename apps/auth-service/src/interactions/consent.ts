import { PermissionSchema, ROLE_PERMISSIONS } from '@acgs/contracts';
import type { UserRow } from '../user-records/users.repository.js';
import { PERMISSION_MEANINGS, SCOPE_MEANINGS } from './permission-meanings.js';

export interface AskedScopes {
  /** Those that can be allowed: of OpenID Connect, and permissions that the person has. */
  readonly scopes: readonly string[];
  readonly meanings: readonly string[];
}

/** A person allows nothing that is not the own to give. */
export function askedScopes(requested: readonly string[], { roles }: Pick<UserRow, 'roles'>): AskedScopes {
  const held = new Set<string>(roles.flatMap((role) => ROLE_PERMISSIONS[role]));
  const scopes = requested.filter((scope) => scope in SCOPE_MEANINGS || held.has(scope));
  return { scopes, meanings: scopes.map(meaningOf) };
}

function meaningOf(scope: string): string {
  const permission = PermissionSchema.safeParse(scope);
  return permission.success ? PERMISSION_MEANINGS[permission.data] : (SCOPE_MEANINGS[scope] ?? scope);
}
