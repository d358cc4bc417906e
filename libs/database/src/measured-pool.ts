import pg, { type PoolClient, type PoolConfig } from 'pg';
import type { DataSource } from 'typeorm';

type Release = (error?: Error | boolean) => void;
type Connected = (error: Error | undefined, client: PoolClient | undefined, release: Release) => void;

/** A pool that knows how long its connections were in use, and tells how long each was waited for. */
export class MeasuredPool extends pg.Pool {
  /** Told in milliseconds, also of waits that ended without a connection. */
  onWaited: (milliseconds: number) => void = () => undefined;
  private using = 0;
  private usedMilliseconds = 0;
  private changedAt = performance.now();

  constructor(config: PoolConfig) {
    super(config);
    this.on('acquire', () => {
      this.change(1);
    });
    this.on('release', () => {
      this.change(-1);
    });
  }

  /** Connections that somebody holds. */
  get inUse(): number {
    return this.using;
  }

  /** Time in use of all connections together since the start, in seconds. */
  get busySeconds(): number {
    return (this.usedMilliseconds + this.using * (performance.now() - this.changedAt)) / 1000;
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<PoolClient> | undefined {
    const askedAt = performance.now();
    const tell = (): void => {
      this.onWaited(performance.now() - askedAt);
    };
    if (callback === undefined) return super.connect().finally(tell);
    super.connect((error, client, release) => {
      tell();
      callback(error, client, release);
    });
    return undefined;
  }

  private change(by: 1 | -1): void {
    const now = performance.now();
    this.usedMilliseconds += this.using * (now - this.changedAt);
    this.changedAt = now;
    this.using += by;
  }
}

/** The pool under a data source: TypeORM has no public way to it. */
export const poolOf = (dataSource: DataSource): MeasuredPool =>
  (dataSource.driver as unknown as { master: MeasuredPool }).master;
