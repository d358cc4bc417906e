import { ACR, DomainError, type Permission, STEP_UP_MAX_AGE_SECONDS } from '@acgs/contracts';

/** No token: RFC 6750, section 3.1, wants no error code then. */
export class TokenRequiredError extends DomainError {
  readonly problem = 'unauthenticated';

  constructor() {
    super('Send an access token in the header Authorization: Bearer.', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}

/** A token that is not accepted; which part of it is wrong is told to nobody. */
export class TokenRejectedError extends DomainError {
  readonly problem = 'unauthenticated';

  constructor() {
    super('The access token is not accepted: get a new one.', {
      headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
    });
  }
}

/** RFC 9449, section 7.1: which part of the proof is wrong is told to nobody. */
export class ProofRejectedError extends DomainError {
  readonly problem = 'unauthenticated';

  constructor() {
    super('The header DPoP has no fresh proof for this request and this token: make a new one.', {
      headers: { 'WWW-Authenticate': 'DPoP error="invalid_dpop_proof", algs="ES256 EdDSA Ed25519"' },
    });
  }
}

export class ProofsOverflowError extends DomainError {
  readonly problem = 'overloaded';

  constructor() {
    super('More proofs come than can be remembered.', { retryAfterSeconds: 60 });
  }
}

export class PermissionMissingError extends DomainError {
  readonly problem = 'forbidden';

  constructor(permission: Permission) {
    super(`The caller lacks the permission ${permission}.`, {
      headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${permission}"` },
      extensions: { permission },
    });
  }
}

/** RFC 9470, section 3: the person has to sign in again, with the second factor. */
export class AuthenticationInsufficientError extends DomainError {
  readonly problem = 'authentication-insufficient';

  constructor(permission: Permission) {
    const challenge = [
      'Bearer error="insufficient_user_authentication"',
      'error_description="A fresh second factor is needed"',
      `acr_values="${ACR.mfa}"`,
      `max_age="${String(STEP_UP_MAX_AGE_SECONDS)}"`,
    ];
    super(`Sign in again with your second factor: ${permission} needs one that is fresh.`, {
      headers: { 'WWW-Authenticate': challenge.join(', ') },
      extensions: { permission, acrValues: [ACR.mfa], maxAge: STEP_UP_MAX_AGE_SECONDS },
    });
  }
}

/** A route without a mark is open to nobody. */
export class RouteUnmarkedError extends DomainError {
  readonly problem = 'forbidden';

  constructor() {
    super('The route does not say who may call it.');
  }
}

/** The key set of auth-service cannot be had, so no new token can be verified. */
export class KeySetUnavailableError extends DomainError {
  readonly problem = 'unavailable';

  constructor(cause: unknown) {
    super('The keys to verify access tokens cannot be had now.', { cause, retryAfterSeconds: 2 });
  }
}

/** For longer than the bound it could not be read which tokens are revoked. */
export class RevocationsUnknownError extends DomainError {
  readonly problem = 'unavailable';

  constructor() {
    super('It cannot be told now which access tokens are revoked.', { retryAfterSeconds: 2 });
  }
}

/** An API key can be looked up at auth-service alone. */
export class ApiKeysUnavailableError extends DomainError {
  readonly problem = 'unavailable';

  constructor(cause: unknown) {
    super('API keys cannot be looked up now.', { cause, retryAfterSeconds: 2 });
  }
}

/** No token for calls from service to service. */
export class ServiceTokenUnavailableError extends DomainError {
  readonly problem = 'unavailable';

  constructor(cause: unknown) {
    super('The service gets no access token of its own now.', { cause, retryAfterSeconds: 2 });
  }
}

/** A programmer's mistake, found when the service starts. */
export class UnmarkedRoutesError extends Error {
  constructor(routes: readonly string[]) {
    super(`These routes have none of @Public, @Authenticated and @RequirePermission: ${routes.join(', ')}.`);
    this.name = 'UnmarkedRoutesError';
  }
}
