import cluster from 'node:cluster';
import type { Errand, FromPrimary, FromWorker } from './messages.js';

type Listener = () => void;

/** A worker's line to its primary. Without a primary nothing can be told, and every answer is empty. */
export class PrimaryLine {
  /** Resolves when the primary says so. */
  readonly toListen: Promise<void>;
  private readonly waiting = new Map<number, (text: string) => void>();
  private last = 0;
  private retire: Listener = () => process.exit(0);
  private lost: Listener = () => process.exit(1);
  private figuresWanted: Listener = () => undefined;

  constructor() {
    // Else Node ends the process at once when the primary is gone, with the requests that are under way.
    if (cluster.worker !== undefined) cluster.worker.exitedAfterDisconnect = true;
    this.toListen = new Promise((resolve) => {
      process.on('message', (message: FromPrimary) => {
        if (message.kind === 'listen') resolve();
        else this.hear(message);
      });
    });
    process.on('disconnect', () => {
      for (const id of this.waiting.keys()) this.settle(id, '');
      this.lost();
    });
  }

  onRetire(listener: Listener): void {
    this.retire = listener;
  }

  /** The primary has ended, however that came about. */
  onLost(listener: Listener): void {
    this.lost = listener;
  }

  onFiguresWanted(listener: Listener): void {
    this.figuresWanted = listener;
  }

  /** Resolves when it is on its way. */
  tell(message: FromWorker): Promise<void> {
    return new Promise((resolve) => {
      const sent = (): void => {
        resolve();
      };
      if (process.send === undefined || !process.connected) sent();
      else process.send(message, undefined, undefined, sent);
    });
  }

  async ask(errand: Errand): Promise<string> {
    if (!process.connected) return '';
    const id = ++this.last;
    const answer = new Promise<string>((resolve) => this.waiting.set(id, resolve));
    await this.tell({ kind: 'ask', id, errand });
    return answer;
  }

  private hear(message: Exclude<FromPrimary, { kind: 'listen' }>): void {
    if (message.kind === 'answer') this.settle(message.id, message.text);
    else if (message.kind === 'retire') this.retire();
    else this.figuresWanted();
  }

  private settle(id: number, text: string): void {
    this.waiting.get(id)?.(text);
    this.waiting.delete(id);
  }
}
