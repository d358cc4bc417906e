import { build, type Histogram } from 'hdr-histogram-js';
import { type LoadRequest, RequestSender } from './request-sender.js';

const LONGEST_MICROSECONDS = 60_000_000;

export interface ClosedLoopOptions {
  readonly origin: string;
  /** Sent in turn, again and again, by all connections together. */
  readonly requests: readonly LoadRequest[];
  readonly connections: number;
  readonly seconds: number;
}

export interface ClosedLoopResult {
  /** Answers with a 2xx status for each second of the run. */
  readonly rate: number;
  /** Milliseconds, of the answers under this load: a closed loop hides the wait of requests it did not send. */
  readonly p50: number;
  readonly p99: number;
  readonly served: number;
  readonly failed: number;
}

/** As many requests at once as there are connections, each sending its next when it has its answer. */
export async function closedLoop(options: ClosedLoopOptions): Promise<ClosedLoopResult> {
  const sender = new RequestSender(options.origin, options.connections);
  const run = new ClosedLoop(sender, options.requests, performance.now() + options.seconds * 1000);
  const began = performance.now();
  await Promise.all(Array.from({ length: options.connections }, () => run.ask()));
  const seconds = (performance.now() - began) / 1000;
  await sender.close();
  return run.resultAfter(seconds);
}

class ClosedLoop {
  private sent = 0;
  private served = 0;
  private failed = 0;
  private readonly latency: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_MICROSECONDS,
    numberOfSignificantValueDigits: 3,
  });

  constructor(
    private readonly sender: RequestSender,
    private readonly requests: readonly LoadRequest[],
    private readonly endsAt: number,
  ) {}

  /** One connection's requests, one after the other, until the time is over and the last is answered. */
  ask(): Promise<void> {
    return new Promise((done) => {
      const next = (): void => {
        const sentAt = performance.now();
        const request = this.requests[this.sent % this.requests.length];
        if (request === undefined || sentAt >= this.endsAt) {
          done();
          return;
        }
        this.sent++;
        this.sender.send(request, (status) => {
          this.note(status, performance.now() - sentAt);
          next();
        });
      };
      next();
    });
  }

  resultAfter(seconds: number): ClosedLoopResult {
    const { latency, served, failed } = this;
    const percentile = (percent: number): number => latency.getValueAtPercentile(percent) / 1000;
    return { rate: served / seconds, p50: percentile(50), p99: percentile(99), served, failed };
  }

  private note(status: number, milliseconds: number): void {
    if (status < 200 || status > 299) {
      this.failed++;
      return;
    }
    this.served++;
    this.latency.recordValue(Math.min(Math.max(Math.round(milliseconds * 1000), 1), LONGEST_MICROSECONDS));
  }
}
