import { Deadline, DeadlineExceededError, faultOfUpstream } from '@acgs/http-client';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { constants, type Http2ServerResponse, type ServerHttp2Stream } from 'node:http2';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { headersForCaller } from './passed-headers.js';
import type { UpstreamName } from './upstream-routes.js';

type Controller = Dispatcher.DispatchController;

/** The caller went away: nobody is left to be answered. */
class CallerGoneError extends Error {}

/**
 * One answer on its way from a service to the caller, chunk by chunk and no faster than the caller reads. Either the
 * whole of it arrives, or `done` rejects and nothing was sent, or the connection is cut so that no part of an answer
 * can pass for all of it.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Resolves when the answer has been handed over or nobody waits for it; rejects with a DomainError. */
  readonly done: Promise<void>;
  /** Resolves when the head of the answer has come, or it is done. */
  readonly opened: Promise<void>;
  private resolve!: () => void;
  private reject!: (error: Error) => void;
  private open!: () => void;
  private readonly deadline: Deadline;
  private readonly alarm: NodeJS.Timeout;
  private controller: Controller | null = null;
  private body: Readable | null = null;
  private ended = false;
  private sentAt = 0;
  private headAfter: number | null = null;
  private isMeasured = false;
  private reason: Error | null = null;

  constructor(
    private readonly upstream: UpstreamName,
    /** Names and values in turn that stand in the answer beside those of the service. */
    private readonly headers: readonly string[],
    private readonly answer: ServerResponse,
    /** To the whole of the answer; of one that is a stream of events, to its head. */
    milliseconds: number,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
    this.deadline = Deadline.in(milliseconds);
    this.alarm = setTimeout(() => {
      this.giveUp(new DeadlineExceededError(upstream, milliseconds));
    }, milliseconds);
    answer.once('close', this.onCallerGone);
  }

  /** Milliseconds; 0 when it was given up: then it must not be sent any more. */
  get left(): number {
    return this.ended ? 0 : this.deadline.left;
  }

  /** To be told when it is sent, at once and whole; a body that is carried on has not yet come. */
  begin(): void {
    this.sentAt = performance.now();
  }

  /** Milliseconds from the sending to the head of an answer; null when there was none. */
  get latency(): number | null {
    return this.headAfter;
  }

  /** Whether the latency is that of the service: a refused request is fast, and a body that is carried on comes as it comes. */
  get tellsOfService(): boolean {
    return this.isMeasured;
  }

  /** The exchange destroys the body when it ends, read or unread. */
  carry(body: Readable): void {
    this.body = body;
  }

  /** Takes the request back from the service, also when it still waits for a connection. */
  giveUp(reason: Error): void {
    if (this.ended) return;
    this.reason = reason;
    if (this.controller === null) this.fail(reason);
    else this.controller.abort(reason);
  }

  /** Ends it here and at the service: for an answer without end, of which what has come is whole. */
  finish(): void {
    if (this.ended) return;
    this.onResponseEnd();
    this.controller?.abort(new CallerGoneError());
  }

  /** Called once more if the client wanted to send the request a second time, which must never happen. */
  onRequestStart(controller: Controller): void {
    if (this.reason !== null || this.controller !== null) {
      controller.abort(this.reason ?? new Error('A request is sent once.'));
      return;
    }
    this.controller = controller;
  }

  onResponseStart(
    controller: Controller,
    status: number,
    parsed: IncomingHttpHeaders,
    statusMessage: string | undefined,
  ): void {
    if (status < 200) return;
    const raw = controller.rawHeaders as readonly Buffer[];
    this.headAfter = performance.now() - this.sentAt;
    this.isMeasured = status < 300 && this.body === null;
    if (isEventStream(parsed)) clearTimeout(this.alarm);
    const headers = headersForCaller(raw, this.headers);
    // HTTP/2 has no reasons.
    if (http2StreamOf(this.answer) !== null) this.answer.writeHead(status, headers);
    else this.answer.writeHead(status, statusMessage ?? '', headers);
    // No body follows, but undici takes a Content-Length for a promise of one.
    if (status === 304) this.onResponseEnd();
    else this.answer.on('drain', this.onDrain);
    this.open();
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (!this.answer.write(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.ended) return;
    this.end();
    this.answer.end();
    this.resolve();
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.fail(this.reason ?? error);
  }

  private fail(error: Error): void {
    if (this.ended) return;
    this.end();
    if (this.answer.headersSent || error instanceof CallerGoneError) {
      cutOff(this.answer);
      this.resolve();
    } else {
      this.reject(faultOfUpstream(this.upstream, error, this.controller !== null));
    }
  }

  private end(): void {
    this.ended = true;
    this.open();
    clearTimeout(this.alarm);
    this.answer.off('close', this.onCallerGone);
    this.answer.off('drain', this.onDrain);
    this.body?.destroy();
  }

  private readonly onCallerGone = (): void => {
    this.giveUp(new CallerGoneError());
  };

  private readonly onDrain = (): void => {
    this.controller?.resume();
  };
}

const isEventStream = ({ 'content-type': type }: IncomingHttpHeaders): boolean =>
  type?.startsWith('text/event-stream') === true;

/** On HTTP/2 the stream alone ends, with an error: without one, what has come would pass for the whole. */
function cutOff(answer: ServerResponse): void {
  const stream = http2StreamOf(answer);
  if (stream === null) answer.destroy();
  else stream.close(constants.NGHTTP2_INTERNAL_ERROR);
}

/** What answers on HTTP/2 passes for the answer of HTTP/1.1 it is typed as (Node's compatibility API). */
const http2StreamOf = (answer: ServerResponse | Http2ServerResponse): ServerHttp2Stream | null =>
  'stream' in answer ? answer.stream : null;
