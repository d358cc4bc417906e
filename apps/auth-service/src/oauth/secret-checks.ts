import { ThrottlingStorage, TooManyRequestsError } from '@acgs/throttling';
import { Injectable } from '@nestjs/common';
import { matchesSecret } from '../clients/client-secret.js';

/** The class of requests in `ThrottlingLimits`. */
export const WRONG_SECRETS = 'wrong-secrets';

/** With the fields that oidc-provider's error handler makes an answer of; RFC 6749 has no code of its own for it. */
export class TooManyWrongSecretsError extends Error {
  readonly statusCode = 429;
  readonly expose = true;
  readonly error_description = 'too many wrong secrets for this client';

  constructor(readonly headers: Readonly<Record<string, string>>) {
    super('temporarily_unavailable');
    this.name = 'TooManyWrongSecretsError';
  }
}

/**
 * Wrong secrets are counted for the client they are tried on, wherever they come from; what stays counted are failures, so
 * no client that knows its secret uses up anything.
 */
@Injectable()
export class SecretChecks {
  constructor(private readonly throttling: ThrottlingStorage) {}

  /** @throws TooManyWrongSecretsError when so many have failed that not even the right one is looked at */
  isRight(clientId: string, hash: Buffer, secret: string): boolean {
    this.count(clientId);
    const isRight = matchesSecret(hash, secret);
    if (isRight) this.throttling.leave(WRONG_SECRETS, clientId);
    return isRight;
  }

  private count(clientId: string): void {
    try {
      this.throttling.enter(WRONG_SECRETS, clientId);
    } catch (error) {
      if (!(error instanceof TooManyRequestsError)) throw error;
      const { headers = {}, retryAfterSeconds } = error.details;
      throw new TooManyWrongSecretsError({ ...headers, 'Retry-After': String(retryAfterSeconds) });
    }
  }
}
