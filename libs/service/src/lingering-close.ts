import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** As long as nginx takes (`lingering_time`); the callers that matter have read their answer after a round trip. */
const LINGER_MAX_MILLISECONDS = 30_000;

/** Connections that end as soon as the other side does. */
const LINGERING = new WeakSet<Socket>();

/** The last request of each connection that was answered before it had come. */
const ANSWERED_EARLY = new WeakMap<Socket, IncomingMessage>();

/**
 * For an answer that leaves before all of its request has come, on a connection that ends with it. Node would close that
 * at once; what arrives then is answered with a reset, which makes the caller's system throw the answer away unread
 * (RFC 9112, section 9.6). So only the sending side is closed, and what still comes is read and dropped.
 */
export function lingerBehind(request: IncomingMessage, maxMilliseconds = LINGER_MAX_MILLISECONDS): void {
  const { socket } = request;
  const isPrepared = ANSWERED_EARLY.has(socket);
  ANSWERED_EARLY.set(socket, request);
  if (isPrepared) return;
  const closeAtOnce = socket.destroySoon.bind(socket);
  socket.destroySoon = () => {
    const last = ANSWERED_EARLY.get(socket);
    if (last === undefined || last.complete) closeAtOnce();
    else closeBehind(last, socket, maxMilliseconds);
  };
}

function closeBehind(request: IncomingMessage, socket: Socket, maxMilliseconds: number): void {
  endAndLinger(socket, maxMilliseconds);
  request.once('end', () => socket.destroy()).resume();
}

/**
 * Closes the sending side after what is said last, and the rest when the other side has closed, too, or after so many
 * milliseconds: no limit of the HTTP server looks at such a connection any more.
 */
export function endAndLinger(socket: Socket, maxMilliseconds: number, last?: string): void {
  if (last === undefined) socket.end();
  else socket.end(last);
  LINGERING.add(socket);
  const limit = setTimeout(() => socket.destroy(), maxMilliseconds).unref();
  socket.once('close', () => {
    clearTimeout(limit);
  });
}

/** Whether its answer has left, and nothing but its end is waited for. */
export const isLingering = (socket: Socket): boolean => LINGERING.has(socket);
