import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { Deadline } from './deadline.js';
import {
  CallerGoneError,
  DeadlineExceededError,
  faultOfUpstream,
  UpstreamAnswerUnusableError,
} from './upstream.errors.js';
import type { DomainError } from '@acgs/contracts';

type Controller = Dispatcher.DispatchController;

export interface WholeAnswer {
  readonly status: number;
  readonly statusMessage: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface AnswerBounds {
  readonly upstream: string;
  readonly milliseconds: number;
  readonly bytes: number;
  readonly callerGone?: AbortSignal | undefined;
}

/** One answer, read to its end within its bounds of time and size. The request is sent once and no more. */
export class BufferedAnswer implements Dispatcher.DispatchHandler {
  /** Rejects with a DomainError. */
  readonly done: Promise<WholeAnswer>;
  private resolve!: (answer: WholeAnswer) => void;
  private reject!: (error: DomainError) => void;
  private readonly deadline: Deadline;
  private readonly alarm: NodeJS.Timeout;
  private controller: Controller | null = null;
  private reason: DomainError | null = null;
  private ended = false;
  private status = 0;
  private statusMessage = '';
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];
  private length = 0;

  constructor(private readonly bounds: AnswerBounds) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    const { upstream, milliseconds } = bounds;
    this.deadline = Deadline.in(milliseconds);
    this.alarm = setTimeout(() => {
      this.giveUp(new DeadlineExceededError(upstream, Math.ceil(milliseconds)));
    }, milliseconds);
    bounds.callerGone?.addEventListener('abort', this.onCallerGone, { once: true });
  }

  /** Milliseconds; 0 when nobody waits for it any more. */
  get left(): number {
    return this.ended ? 0 : this.deadline.left;
  }

  onRequestStart(controller: Controller): void {
    if (this.reason !== null || this.controller !== null) {
      controller.abort(this.reason ?? new Error('A request is sent once.'));
      return;
    }
    this.controller = controller;
  }

  onResponseStart(
    _controller: Controller,
    status: number,
    headers: IncomingHttpHeaders,
    statusMessage = '',
  ): void {
    if (status < 200) return;
    Object.assign(this, { status, headers, statusMessage });
    // No body follows, but undici takes a Content-Length for a promise of one.
    if (status === 304) this.onResponseEnd();
    else if (Number(headers['content-length'] ?? 0) > this.bounds.bytes) this.refuse();
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    this.length += chunk.length;
    if (this.length > this.bounds.bytes) this.refuse();
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.end()) return;
    const { status, statusMessage, headers } = this;
    this.resolve({ status, statusMessage, headers, body: Buffer.concat(this.chunks) });
  }

  onResponseError(_controller: Controller, error: Error): void {
    if (!this.end()) return;
    this.reject(this.reason ?? faultOfUpstream(this.bounds.upstream, error, this.controller !== null));
  }

  /** Also when the request still waits for a connection, and whether or not the abort is ever heard. */
  private giveUp(reason: DomainError): void {
    this.reason ??= reason;
    if (!this.end()) return;
    this.reject(this.reason);
    this.controller?.abort(this.reason);
  }

  private readonly onCallerGone = (): void => {
    this.giveUp(new CallerGoneError(this.bounds.upstream));
  };

  private refuse(): void {
    const { upstream, bytes } = this.bounds;
    this.giveUp(new UpstreamAnswerUnusableError(upstream, `with more than ${String(bytes)} bytes`));
  }

  private end(): boolean {
    if (this.ended) return false;
    this.ended = true;
    clearTimeout(this.alarm);
    this.bounds.callerGone?.removeEventListener('abort', this.onCallerGone);
    return true;
  }
}
