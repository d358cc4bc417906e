import { BackgroundLoop } from '@acgs/service';
import { Logger } from '@nestjs/common';
import { type Mark, positionOf, ReplicaProgress } from './replica-progress.js';
import { FactsConnection, unlikeness } from './server-facts.js';

const TURN_MILLISECONDS_MAX = 1000;
/** So that a turn which comes late does not cost the replica. */
const TURNS_WITHIN_BOUND = 4;

interface WatchOptions {
  readonly primaryUrl: string;
  readonly replicaUrl: string;
  readonly maxLagMilliseconds: number;
}

/**
 * Knows, beside the requests, whether the replica is one of that primary and how far it is. What it says holds by itself:
 * without a next turn the replica is too old when the bound is over.
 */
export class ReplicaWatch {
  /** Where it is, without what is secret. */
  readonly name: string;
  private readonly log = new Logger('Replica');
  private readonly progress = new ReplicaProgress();
  private readonly primary: FactsConnection;
  private readonly replica: FactsConnection;
  private readonly loop: BackgroundLoop;
  private readonly startedAt = performance.now();
  private found: string | null = 'is not known yet';
  private told: string | null = null;

  constructor(private readonly options: WatchOptions) {
    const { hostname, port } = new URL(options.replicaUrl);
    this.name = `${hostname}:${port || '5432'}`;
    this.primary = new FactsConnection(options.primaryUrl);
    this.replica = new FactsConnection(options.replicaUrl, () => {
      this.distrust();
    });
    this.loop = new BackgroundLoop(
      () => this.turn(),
      () => this.pauseMilliseconds,
    );
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.primary.close();
    this.replica.close();
    await this.loop.stop();
    this.primary.close();
    this.replica.close();
  }

  /** All that was committed before it is on the replica. Null when the primary has to be asked. */
  completeTo(): Mark | null {
    const mark = this.progress.completeTo;
    const isUsable = this.fault === null && mark !== null && ageOf(mark) <= this.options.maxLagMilliseconds;
    return isUsable ? mark : null;
  }

  get isUsable(): boolean {
    return this.completeTo() !== null;
  }

  /** Why it cannot be used, however little it is behind; null when nothing speaks against it. */
  get fault(): string | null {
    return this.found;
  }

  /** Since it was known to have all that there was; since the start, when it never was. */
  get lagMilliseconds(): number {
    return performance.now() - (this.progress.completeTo?.at ?? this.startedAt);
  }

  /** Until the next turn has looked: as when a connection to it broke. */
  distrust(): void {
    this.found = 'has lost a connection';
  }

  private async turn(): Promise<number> {
    const at = performance.now();
    const primary = await this.primary.read();
    try {
      const isOfHistory = this.progress.mark({ position: positionOf(primary.position), at });
      const replica = await this.replica.read();
      this.found = unlikeness(replica, primary) ?? (isOfHistory ? null : 'is ahead of the primary');
      if (this.fault === null) this.progress.replayedTo(positionOf(replica.position));
      else this.progress.forget();
    } catch (error) {
      this.found = `does not answer (${error instanceof Error ? error.message : String(error)})`;
    }
    this.tell();
    return this.pauseMilliseconds;
  }

  private get pauseMilliseconds(): number {
    return Math.min(TURN_MILLISECONDS_MAX, this.options.maxLagMilliseconds / TURNS_WITHIN_BOUND);
  }

  /** When it is another thing than last time. */
  private tell(): void {
    const { isUsable, fault } = this;
    const state = fault ?? (isUsable ? 'is used' : 'is behind');
    if (state === this.told) return;
    this.told = state;
    const behind = `${(this.lagMilliseconds / 1000).toFixed(1)} s behind`;
    if (isUsable) this.log.log(`reads that may be behind go to the replica ${this.name}, ${behind}`);
    else this.log.warn(`reads go to the primary: the replica ${this.name} ${fault ?? `is ${behind}`}`);
  }
}

const ageOf = ({ at }: Mark): number => performance.now() - at;
