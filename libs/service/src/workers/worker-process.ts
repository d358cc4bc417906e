import type { Figures } from '@acgs/observability';
import { StartError } from '@acgs/contracts';
import cluster, { type Worker } from 'node:cluster';
import type { Errand, FromPrimary, FromWorker } from './messages.js';

/** When a worker may listen: as soon as it can, or once it is ready. */
export type Admission = 'prepared' | 'ready';

export interface WorkerListener {
  figures(worker: WorkerProcess, figures: Figures): void;
  errand(errand: Errand): Promise<string>;
}

/** How a worker came to its end. */
export interface WorkerEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** What a worker said of its start that failed. */
class WorkerFault extends StartError {}

/** A worker as its primary sees it. */
export class WorkerProcess {
  /** With its address, from the moment at which it listens. Rejects with a WorkerFault when it ends before. */
  readonly serving: Promise<string>;
  readonly ended: Promise<WorkerEnd>;
  private readonly worker: Worker;
  private isPrepared = false;
  private fault = '';
  private url: string | null = null;
  private servesSince: number | null = null;
  private admitted = false;

  constructor(
    environment: Readonly<Record<string, string>>,
    private admission: Admission,
    private readonly listener: WorkerListener,
  ) {
    this.worker = cluster.fork(environment);
    this.ended = new Promise((resolve) => {
      this.worker.once('exit', (code: number | null, signal: string | null) => {
        resolve({ code, signal });
      });
    });
    this.serving = new Promise((resolve, reject) => {
      this.worker.on('message', (message: FromWorker) => {
        this.hear(message);
        if (this.url !== null) resolve(this.url);
      });
      void this.ended.then((end) => {
        reject(new WorkerFault(this.fault || `a worker ended before it served (${describe(end)})`));
      });
    });
    this.serving.catch(() => undefined);
    // A message to a worker that has just gone is not missed by anybody.
    this.worker.on('error', () => undefined);
  }

  get id(): number {
    return this.worker.id;
  }

  get pid(): number {
    return this.worker.process.pid ?? 0;
  }

  get serves(): boolean {
    return this.url !== null;
  }

  /** Milliseconds for which it has served. */
  get age(): number {
    return this.servesSince === null ? 0 : performance.now() - this.servesSince;
  }

  /** Lets it listen without being ready. */
  admit(): void {
    this.admission = 'prepared';
    if (this.isPrepared) this.listen();
  }

  askForFigures(): void {
    this.send({ kind: 'tell-figures' });
  }

  retire(): void {
    this.send({ kind: 'retire' });
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.worker.process.kill(signal);
  }

  private hear(message: FromWorker): void {
    switch (message.kind) {
      case 'prepared':
        this.isPrepared = true;
        if (this.admission === 'prepared') this.listen();
        break;
      case 'ready':
        this.listen();
        break;
      case 'serving':
        this.url = message.url;
        this.servesSince = performance.now();
        break;
      case 'fault':
        this.fault = message.text;
        break;
      case 'figures':
        this.listener.figures(this, message.figures);
        break;
      case 'ask':
        void this.listener.errand(message.errand).then((text) => {
          this.send({ kind: 'answer', id: message.id, text });
        });
    }
  }

  private listen(): void {
    if (this.admitted) return;
    this.admitted = true;
    this.send({ kind: 'listen' });
  }

  private send(message: FromPrimary): void {
    if (this.worker.isConnected()) this.worker.send(message);
  }
}

export const describe = ({ code, signal }: WorkerEnd): string => signal ?? `exit code ${String(code)}`;
