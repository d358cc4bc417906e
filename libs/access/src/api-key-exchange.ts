import { ApiKeyTokenSchema } from '@acgs/contracts';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { Inject, Injectable } from '@nestjs/common';
import { ApiKeysUnavailableError, TokenRejectedError } from './access.errors.js';
import { ACCESS_SETTINGS, type AccessSettings } from './access.variables.js';
import { idOfApiKey } from './api-key.js';

const ROUTE = '/api/v1/auth/api-keys/token';
const TIMEOUT_MILLISECONDS = 3000;

/** Gives for an API key the access token that stands for it, from the auth-service that has the key set. */
@Injectable()
export class ApiKeyExchange {
  private readonly url: URL;
  private readonly underWay = new Map<string, Promise<string>>();

  constructor(@Inject(ACCESS_SETTINGS) { AUTH_JWKS_URL }: Pick<AccessSettings, 'AUTH_JWKS_URL'>) {
    this.url = new URL(ROUTE, AUTH_JWKS_URL);
  }

  /**
   * Callers with the same key at the same time share one request.
   *
   * @throws TokenRejectedError for a typo without asking, and for a key that auth-service does not accept
   * @throws ApiKeysUnavailableError when auth-service gives no answer within 3 s
   */
  tokenFor(key: string): Promise<string> {
    if (idOfApiKey(key) === null) return Promise.reject(new TokenRejectedError());
    let asked = this.underWay.get(key);
    if (asked === undefined) {
      asked = this.ask(key).finally(() => this.underWay.delete(key));
      this.underWay.set(key, asked);
    }
    return asked;
  }

  private async ask(key: string): Promise<string> {
    const answer = await this.send(key);
    if (answer.status === 401) throw new TokenRejectedError();
    const { success, data } = ApiKeyTokenSchema.safeParse(answer.body);
    if (success) return data.accessToken;
    throw new ApiKeysUnavailableError(
      new Error(`auth-service answers ${String(answer.status)} to an API key`),
    );
  }

  private async send(key: string): Promise<{ status: number; body: unknown }> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
      return { status: response.status, body: await response.json() };
    } catch (cause) {
      throw new ApiKeysUnavailableError(cause);
    }
  }
}
