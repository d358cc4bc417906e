import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/**
 * The body of a request, chunk by chunk as it is asked for, and counted. When it is destroyed, the rest of the request
 * runs off unread, so that the connection stays good for the answer.
 */
export class LimitedBody extends Readable {
  private received = 0;

  constructor(
    private readonly source: IncomingMessage,
    private readonly limitBytes: number,
    private readonly onTooLarge: () => void,
  ) {
    super();
    source.pause();
    source.on('data', this.count);
    source.on('end', this.finish);
  }

  override _read(): void {
    this.source.resume();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.source.off('data', this.count);
    this.source.off('end', this.finish);
    this.source.resume();
    callback(error);
  }

  private readonly count = (chunk: Buffer): void => {
    this.received += chunk.length;
    if (this.received > this.limitBytes) this.onTooLarge();
    else if (!this.push(chunk)) this.source.pause();
  };

  private readonly finish = (): void => {
    this.push(null);
  };
}
