import type { Permission, Role } from '@acgs/contracts';

/** Who calls, as the verified access token says. */
export interface CallerIdentity {
  /** `sub` of the token: a person's id, or a client's. With `actors`, the one for whom they act. */
  readonly subject: string;
  /** What the subject is; a token from before there were persons is a client's. */
  readonly principal: 'person' | 'client';
  /** Whether an agent acts: for itself, or for the subject. */
  readonly isAgent: boolean;
  /** The client that the token was issued to. */
  readonly clientId: string;
  readonly tenant: string;
  /** Empty for a token that was narrowed. */
  readonly roles: readonly Role[];
  /** Those of the roles and those granted by name. */
  readonly permissions: ReadonlySet<Permission>;
  /** Who acts now: the first of `actors`, or the subject itself. */
  readonly actor: string;
  /** The chain of `act` (RFC 8693, section 4.1) from who acts now outwards; empty when the subject acts itself. */
  readonly actors: readonly string[];
  /** Ids of the delegations that the token rests on, from the first. */
  readonly delegations: readonly string[];
  /** Id of the grant, session or API key that the token rests on. */
  readonly grantId: string | null;
  /** When a person signed in, in seconds since the epoch. */
  readonly authTime: number | null;
  /** How a person signed in: one of `ACR`. */
  readonly acr: string | null;
  /** Thumbprint of the key that the token is bound to (RFC 9449). */
  readonly jkt: string | null;
  /** `exp` of the token, in seconds since the epoch. */
  readonly expiresAt: number;
}
