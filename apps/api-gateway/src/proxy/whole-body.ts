import type { IncomingMessage } from 'node:http';

/**
 * The body of a request, when all of it has arrived with its head, as a small one does; null for one that is still on
 * its way, or that has no announced length. A stream for each body would cost a third of the gateway's time, and what
 * belongs to it outlives the request, so that the garbage collector stops everything for several milliseconds at a time.
 */
export function wholeBodyOf(request: IncomingMessage): Buffer | null {
  if (!request.complete || request.headers['content-length'] === undefined) return null;
  return request.read() as Buffer | null;
}
