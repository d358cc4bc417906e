import { UpstreamFailedError, UpstreamUnavailableError } from '@acgs/http-client';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import { Exchange } from './exchange.js';

/** The face that undici shows of one attempt to send a request. */
class Attempt implements Dispatcher.DispatchController {
  readonly paused = false;
  readonly rawHeaders: Buffer[] = [];
  reason: Error | null = null;

  get aborted(): boolean {
    return this.reason !== null;
  }

  abort(reason: Error): void {
    this.reason = reason;
  }

  pause(): void {
    throw new Error('nothing is written here');
  }

  resume(): void {
    throw new Error('nothing is written here');
  }
}

const DEADLINE = 60_000;

const start = (): Exchange =>
  new Exchange('auth-service', [], new ServerResponse(new IncomingMessage(new Socket())), DEADLINE);

describe('Exchange', () => {
  it('never lets a request be sent a second time', async () => {
    const exchange = start();
    const [first, second] = [new Attempt(), new Attempt()];
    exchange.onRequestStart(first);
    exchange.onRequestStart(second);
    exchange.onResponseError(second, second.reason ?? new Error('it was let through'));
    expect([first.aborted, second.aborted]).toStrictEqual([false, true]);
    await expect(exchange.done).rejects.toBeInstanceOf(UpstreamFailedError);
  });

  it('lets nothing be sent once it was given up while it waited for a connection', async () => {
    const exchange = start();
    const attempt = new Attempt();
    const reason = new UpstreamUnavailableError('auth-service', null);
    exchange.giveUp(reason);
    exchange.onRequestStart(attempt);
    exchange.onResponseError(attempt, reason);
    expect(attempt.reason).toBe(reason);
    await expect(exchange.done).rejects.toBe(reason);
  });

  it('tells a request that was never sent from one whose fate is not known', async () => {
    const [unsent, sent] = [start(), start()];
    const attempt = new Attempt();
    sent.onRequestStart(attempt);
    for (const exchange of [unsent, sent]) exchange.onResponseError(attempt, new Error('ECONNRESET'));
    await expect(unsent.done).rejects.toBeInstanceOf(UpstreamUnavailableError);
    await expect(sent.done).rejects.toBeInstanceOf(UpstreamFailedError);
  });
});
