import type { Permission, Role } from '@acgs/contracts';

/** Who calls, as the verified access token says. */
export interface CallerIdentity {
  /** `sub` of the token: the client's id. */
  readonly subject: string;
  readonly tenant: string;
  readonly roles: readonly Role[];
  /** Those of the roles and those granted by name. */
  readonly permissions: ReadonlySet<Permission>;
  /** `exp` of the token, in seconds since the epoch. */
  readonly expiresAt: number;
}
