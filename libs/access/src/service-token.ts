import type { UpstreamAnswer, UpstreamClient } from '@acgs/http-client';
import { z } from 'zod';
import { ServiceTokenUnavailableError } from './access.errors.js';

const ROUTE = '/api/v1/oauth/token';
/** A token is replaced when this share of its life is left. */
const REFRESH_SHARE = 0.2;

const TokenResponseSchema = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

interface ServiceTokenOptions {
  readonly authService: UpstreamClient;
  readonly clientId: string;
  readonly clientSecret: string;
}

interface HeldToken {
  readonly header: string;
  readonly refreshAt: number;
  readonly expiresAt: number;
}

/** The access token with which one service calls another: fetched when it is needed, kept, and replaced in time. */
export class ServiceToken {
  private held: HeldToken | null = null;
  private fetching: Promise<HeldToken> | null = null;

  constructor(
    private readonly options: ServiceTokenOptions,
    private readonly clock: () => number = Date.now,
  ) {}

  /**
   * The value for an `Authorization` header: `Bearer` and the token. Callers at the same time share one request. When a
   * token can't be replaced, the old one serves until it expires.
   *
   * @throws ServiceTokenUnavailableError after at most the time that auth-service is given for a call
   */
  async bearer(): Promise<string> {
    const { held } = this;
    const now = this.clock();
    if (held !== null && now < held.refreshAt) return held.header;
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = null;
    });
    if (held === null || now >= held.expiresAt) return (await this.fetching).header;
    this.fetching.catch(() => undefined);
    return held.header;
  }

  /**
   * Sends with the token. One that is refused is of a key or an issuer that was replaced: sent once more, with a new one.
   *
   * @throws ServiceTokenUnavailableError as `bearer`, and what `send` throws
   */
  async authorize(send: (authorization: string) => Promise<UpstreamAnswer>): Promise<UpstreamAnswer> {
    const held = await this.bearer();
    const answer = await send(held);
    if (answer.status !== 401) return answer;
    this.forget(held);
    return await send(await this.bearer());
  }

  /** After a service did not accept that header. One that has been replaced meanwhile stays. */
  forget(header: string): void {
    if (this.held?.header === header) this.held = null;
  }

  private async fetch(): Promise<HeldToken> {
    const askedAt = this.clock();
    const { access_token, expires_in } = await this.request();
    const held = {
      header: `Bearer ${access_token}`,
      refreshAt: askedAt + expires_in * 1000 * (1 - REFRESH_SHARE),
      expiresAt: askedAt + expires_in * 1000,
    };
    this.held = held;
    return held;
  }

  private async request(): Promise<z.infer<typeof TokenResponseSchema>> {
    const { authService, clientId, clientSecret } = this.options;
    const credentials = [clientId, clientSecret].map(encodeURIComponent).join(':');
    try {
      const answer = await authService.call({
        method: 'POST',
        route: ROUTE,
        headers: { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      if (answer.status !== 200) {
        throw new Error(`auth-service answers ${String(answer.status)} to the client ${clientId}`);
      }
      return TokenResponseSchema.parse(answer.json());
    } catch (cause) {
      throw new ServiceTokenUnavailableError(cause);
    }
  }
}
