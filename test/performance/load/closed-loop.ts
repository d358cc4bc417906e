import autocannon from 'autocannon';

export interface ClosedLoopOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

export interface ClosedLoopResult {
  /** Answers with a 2xx status for each second of the run. */
  readonly rate: number;
  /** Milliseconds, of the answers under this load: a closed loop hides the wait of requests it did not send. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** As many requests at once as there are connections, each sending its next when it has its answer. */
export async function closedLoop(options: ClosedLoopOptions): Promise<ClosedLoopResult> {
  const result = await autocannon({
    url: options.url,
    connections: options.connections,
    duration: options.seconds,
    requests: options.bodies.map((body) => ({
      method: 'POST' as const,
      headers: { ...options.headers, 'content-type': 'application/json' },
      body,
    })),
  });
  return {
    rate: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  };
}
