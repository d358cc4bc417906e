import type { HttpClientSettings } from './http-client.variables.js';

interface BreakerOptions {
  /** Share of the last `calls` that must fail, of at least `minimumCalls`, before a route is left alone. */
  readonly failureShare: number;
  readonly calls: number;
  readonly minimumCalls: number;
  /** For how long, until one call tries again. */
  readonly restMilliseconds: number;
}

/** One service, and how it is called. What is left out is as in `DEFAULTS`. */
export interface UpstreamOptions {
  /** Where it listens, such as `http://127.0.0.1:8001`; a path in it is not looked at. */
  readonly url: string;
  /** For a whole call, retries and pauses included. A deadline that comes with the call may be sooner. */
  readonly timeoutMilliseconds?: number;
  readonly connections?: number;
  /** Connections that are kept while nothing uses them; looked at every second. */
  readonly idleConnections?: number;
  readonly idleMilliseconds?: number;
  readonly connectMilliseconds?: number;
  /** Speaks HTTP/2 with a service that offers it (ALPN, so over TLS alone). */
  readonly http2?: boolean;
  /** PEM of the authority of its certificate, instead of those that Node trusts. */
  readonly authority?: string;
  readonly callsPerSecond?: number;
  /** Bytes of an answer's body; a larger one counts as no answer. */
  readonly answerLimitBytes?: number;
  /** Repetitions of one call, at most. */
  readonly retries?: number;
  /** Retries as a share of the calls, and how many may be saved up. */
  readonly retryShare?: number;
  readonly retryBurst?: number;
  readonly breaker?: BreakerOptions;
}

export type ResolvedUpstream = Required<Omit<UpstreamOptions, 'authority'>> &
  Pick<UpstreamOptions, 'authority'> & { readonly name: string };

const MEBIBYTE = 1024 * 1024;

const DEFAULTS = {
  timeoutMilliseconds: 5000,
  connections: 100,
  idleConnections: 20,
  idleMilliseconds: 5000,
  connectMilliseconds: 3000,
  http2: true,
  callsPerSecond: 1000,
  answerLimitBytes: 16 * MEBIBYTE,
  retries: 1,
  retryShare: 0.1,
  retryBurst: 10,
  breaker: { failureShare: 0.5, calls: 20, minimumCalls: 5, restMilliseconds: 1000 },
} satisfies Partial<UpstreamOptions>;

export function resolveUpstream(
  name: string,
  options: UpstreamOptions,
  settings?: HttpClientSettings,
): ResolvedUpstream {
  const fromSettings =
    settings === undefined
      ? {}
      : {
          connections: settings.UPSTREAM_MAX_CONNECTIONS,
          callsPerSecond: settings.UPSTREAM_CALLS_PER_SECOND,
        };
  return { name, ...DEFAULTS, ...fromSettings, ...options };
}
