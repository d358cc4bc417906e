import type { FastifyReply } from 'fastify';
import { once } from 'node:events';
import { endWithService } from './endless-answers.js';

/** Seldom enough to cost nothing, and often enough for whatever stands between and ends what is idle. */
const HEARTBEAT_MILLISECONDS = 15_000;
/** The longest that a stream outlives its token; who wants to see more connects anew, as browsers do by themselves. */
const STREAM_MAX_MILLISECONDS = 300_000;
const RECONNECT_MILLISECONDS = 2000;

export interface ServerSentEvent {
  /** Comes back as `Last-Event-ID` when the caller connects anew. */
  readonly id?: string;
  readonly event: string;
  /** Sent as one line of JSON. */
  readonly data: unknown;
}

/**
 * Answers with a stream of events (HTML standard, section 9.2) until they end, the caller goes, the service drains, or five
 * minutes are over. No faster than the caller reads. An error of `events` before the first of them is thrown, and is
 * answered as any other; after it, it cuts the connection.
 */
export async function sendEvents(reply: FastifyReply, events: AsyncIterable<ServerSentEvent>): Promise<void> {
  const iterator = events[Symbol.asyncIterator]();
  let next = await iterator.next();
  const stream = new EventStream(reply);
  try {
    while (next.done !== true && !stream.isOver) {
      await stream.send(next.value);
      next = await Promise.race([iterator.next(), stream.over]);
    }
    stream.end();
  } catch (error) {
    stream.cut(error as Error);
  } finally {
    void iterator.return?.().catch(() => undefined);
  }
}

const OVER: IteratorReturnResult<undefined> = { done: true, value: undefined };

class EventStream {
  /** Resolves when nothing more is to be sent. */
  readonly over: Promise<typeof OVER>;
  private readonly ending = new AbortController();

  constructor(private readonly reply: FastifyReply) {
    const { raw, server } = reply.hijack();
    const { signal } = this.ending;
    const stop = (): void => {
      this.ending.abort();
    };
    const heartbeat = setInterval(() => raw.write(':\n\n'), HEARTBEAT_MILLISECONDS);
    const limit = setTimeout(stop, STREAM_MAX_MILLISECONDS);
    const forget = endWithService(server.server, stop);
    raw.once('close', stop);
    this.over = once(signal, 'abort').then(() => {
      clearInterval(heartbeat);
      clearTimeout(limit);
      forget();
      return OVER;
    });
    if (raw.destroyed) stop();
    raw.writeHead(200, { ...headersOf(reply), ...HEADERS });
    raw.write(`retry: ${String(RECONNECT_MILLISECONDS)}\n\n`);
  }

  get isOver(): boolean {
    return this.ending.signal.aborted;
  }

  async send({ id, event, data }: ServerSentEvent): Promise<void> {
    const { raw } = this.reply;
    const name = id === undefined ? '' : `id: ${id}\n`;
    if (raw.write(`${name}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)) return;
    const gone = new AbortController();
    await Promise.race([once(raw, 'drain', { signal: gone.signal }).catch(() => undefined), this.over]);
    gone.abort();
  }

  end(): void {
    this.ending.abort();
    this.reply.raw.end();
  }

  cut(error: Error): void {
    this.ending.abort();
    this.reply.log.warn({ err: error }, 'a stream of events was cut');
    this.reply.raw.destroy();
  }
}

const HEADERS = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' };

const headersOf = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
