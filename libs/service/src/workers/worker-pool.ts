import type { FastifyBaseLogger } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { BackOff } from './back-off.js';
import {
  type Admission,
  describe,
  type WorkerEnd,
  type WorkerListener,
  WorkerProcess,
} from './worker-process.js';

/** A new version that does not become ready within this time does not take over. */
const TAKE_OVER_MAX_MILLISECONDS = 60_000;

export interface WorkerPoolOptions {
  readonly size: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: FastifyBaseLogger;
  readonly listener: WorkerListener & { ended(worker: WorkerProcess): void };
  /** Milliseconds that a worker has for its end. */
  readonly endWithin: number;
}

/** The workers of one service: as many as wanted, each replaced when it ends, all of them one after another on demand. */
export class WorkerPool {
  private readonly workers = new Set<WorkerProcess>();
  /** Those that have no successor when they end: they were not taken in yet, or are on their way out. */
  private readonly outside = new Set<WorkerProcess>();
  private readonly backOff = new BackOff();
  private readonly stopped = new AbortController();
  private restarting: Promise<void> | null = null;
  private restartAgain = false;
  private replaced = { ended: 0, restarted: 0 };

  constructor(private readonly options: WorkerPoolOptions) {}

  get all(): readonly WorkerProcess[] {
    return [...this.workers];
  }

  get isStopping(): boolean {
    return this.stopped.signal.aborted;
  }

  /** Workers that listen. */
  get serving(): number {
    return this.all.filter(({ serves }) => serves).length;
  }

  get replacements(): Readonly<{ ended: number; restarted: number }> {
    return this.replaced;
  }

  /**
   * The first alone, so that a start that fails fails once, and what a first start makes is made by one; then the others.
   * Gives the address when all listen.
   *
   * @throws WorkerFault when one ends before it listens
   */
  async start(): Promise<string> {
    const first = this.fork('prepared');
    this.outside.add(first);
    const url = await first.serving;
    this.stopped.signal.throwIfAborted();
    const others = Array.from({ length: this.options.size - 1 }, () => this.fork('prepared'));
    for (const worker of others) this.outside.add(worker);
    await Promise.all(others.map(({ serving }) => serving));
    this.outside.clear();
    for (let missing = this.options.size - this.workers.size; missing > 0; missing--) void this.replace(0);
    return url;
  }

  /** Replaces every worker by a new one, which serves before the old one drains. Asked for meanwhile, it does so once more. */
  restart(): Promise<void> {
    this.restartAgain = this.restarting !== null;
    this.restarting ??= this.restartAll().finally(() => {
      this.restarting = null;
      if (this.restartAgain && !this.stopped.signal.aborted) void this.restart();
    });
    return this.restarting;
  }

  /** Drains all workers; true when each of them came to its end in good order. */
  async stop(): Promise<boolean> {
    this.stopped.abort();
    const ends = await Promise.all(
      this.all.map((worker) =>
        this.endOf(worker, () => {
          worker.kill('SIGTERM');
        }),
      ),
    );
    return ends.every(({ code, signal }) => code === 0 || signal === 'SIGTERM');
  }

  private fork(admission: Admission): WorkerProcess {
    const { environment, listener } = this.options;
    const worker = new WorkerProcess(environment, admission, listener);
    this.workers.add(worker);
    void worker.ended.then((end) => {
      this.forget(worker, end);
    });
    return worker;
  }

  private forget(worker: WorkerProcess, end: WorkerEnd): void {
    this.workers.delete(worker);
    this.options.listener.ended(worker);
    if (this.outside.delete(worker) || this.stopped.signal.aborted) return;
    const wait = this.backOff.afterLifeOf(worker.age);
    this.options.log.error(
      { worker: worker.pid, ...end, waitMs: wait },
      `a worker ended unasked (${describe(end)}): another starts ${wait === 0 ? 'at once' : `in ${String(wait)} ms`}`,
    );
    if (this.serving === 0) for (const other of this.workers) other.admit();
    void this.replace(wait);
  }

  /** While others serve it listens once it is ready; else at once, to say at least that the service is there. */
  private async replace(waitMilliseconds: number): Promise<void> {
    const { signal } = this.stopped;
    await pause(waitMilliseconds, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const worker = this.fork(this.serving === 0 ? 'prepared' : 'ready');
    this.replaced.ended++;
    await worker.serving.then(
      () => {
        this.options.log.info({ worker: worker.pid }, 'a new worker serves');
      },
      (error: unknown) => {
        this.options.log.error({ worker: worker.pid }, (error as Error).message);
      },
    );
  }

  private async restartAll(): Promise<void> {
    const { log } = this.options;
    const old = this.all.filter((worker) => !this.outside.has(worker));
    log.info({ workers: old.length }, 'the workers are replaced one by one');
    for (const worker of old) {
      if (!(await this.succeed(worker))) return;
    }
    log.info({ workers: old.length }, 'all workers are new');
  }

  /** False when no successor could be had; the old one serves on then. */
  private async succeed(old: WorkerProcess): Promise<boolean> {
    const fresh = this.fork('ready');
    this.outside.add(fresh);
    const limit = new AbortController();
    const late = pause(TAKE_OVER_MAX_MILLISECONDS, undefined, { signal: limit.signal }).then(() => {
      throw new Error(`it is not ready after ${String(TAKE_OVER_MAX_MILLISECONDS / 1000)} s`);
    });
    try {
      await Promise.race([fresh.serving, late]);
    } catch (error) {
      if (this.stopped.signal.aborted) return false;
      this.options.log.error(
        `the new worker does not take over, the old ones serve on: ${(error as Error).message}`,
      );
      await this.endOf(fresh, () => {
        fresh.kill('SIGTERM');
      });
      return false;
    } finally {
      limit.abort();
    }
    this.outside.delete(fresh);
    if (this.stopped.signal.aborted) return false;
    this.replaced.restarted++;
    // An old one that has ended meanwhile has a successor already.
    const superfluous = this.workers.has(old) ? old : fresh;
    this.outside.add(superfluous);
    await this.endOf(superfluous, () => {
      superfluous.retire();
    });
    return !this.stopped.signal.aborted;
  }

  private async endOf(worker: WorkerProcess, ask: () => void): Promise<WorkerEnd> {
    ask();
    const insist = setTimeout(() => {
      worker.kill('SIGKILL');
    }, this.options.endWithin);
    const end = await worker.ended;
    clearTimeout(insist);
    return end;
  }
}
