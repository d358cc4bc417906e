import { orAborted } from './deadline.js';
import type { Runtime } from './runtime.js';

export interface AccessToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

/** Where tokens come from, and whether a new one can be had in place of one that was refused. */
export interface TokenSource {
  /** @throws AcgsError without a token; the reason of the signal */
  token(signal: AbortSignal): Promise<string>;
  /** Told of a token that was answered 401. False when there will be no other. */
  refused(token: string): boolean;
}

interface HeldToken {
  readonly token: string;
  readonly renewAt: number;
  readonly expiresAt: number;
}

const RENEWAL_MARGIN_MILLISECONDS = 60_000;
const RENEWAL_SHARE = 0.2;
const PAUSE_AFTER_FAILURE_MILLISECONDS = 1000;

/**
 * Holds a token and renews it before it expires, while requests still go out with the old one. However many ask at
 * once, one token is asked for. Lifetimes are counted from here on: what the clock of the issuer says plays no part.
 */
export class RenewedTokens implements TokenSource {
  private held: HeldToken | null = null;
  private renewal: Promise<HeldToken> | null = null;
  private lastRefused: string | null = null;

  /** `request` is told which token was refused last; one that is good for no time is asked for anew each time. */
  constructor(
    private readonly request: (refused: string | null) => Promise<AccessToken>,
    private readonly runtime: Pick<Runtime, 'now'>,
  ) {}

  async token(signal: AbortSignal): Promise<string> {
    const now = this.runtime.now();
    if (this.held !== null && now < this.held.expiresAt) {
      if (now >= this.held.renewAt) this.renewEarly(this.held);
      return this.held.token;
    }
    return (await orAborted(this.renew(), signal)).token;
  }

  refused(token: string): boolean {
    this.lastRefused = token;
    if (this.held?.token === token) this.held = null;
    return true;
  }

  private renewEarly(held: HeldToken): void {
    this.renew().catch(() => {
      const renewAt = this.runtime.now() + PAUSE_AFTER_FAILURE_MILLISECONDS;
      if (this.held === held) this.held = { ...held, renewAt };
    });
  }

  private renew(): Promise<HeldToken> {
    this.renewal ??= this.requestToken().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async requestToken(): Promise<HeldToken> {
    const asked = this.runtime.now();
    const { token, expiresInSeconds } = await this.request(this.lastRefused);
    const lifetime = expiresInSeconds * 1000;
    const margin = Math.min(RENEWAL_MARGIN_MILLISECONDS, lifetime * RENEWAL_SHARE);
    this.held = { token, renewAt: asked + lifetime - margin, expiresAt: asked + lifetime - margin / 4 };
    return this.held;
  }
}

/** One secret for ever, such as an API key. */
export const fixedToken = (token: string): TokenSource => ({
  token: () => Promise.resolve(token),
  refused: () => false,
});
