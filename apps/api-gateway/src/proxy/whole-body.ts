import type { IncomingMessage } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';

/**
 * The body of a request when all of it comes with its head or right behind it, as a small one does; null for one that is
 * still on its way, or that has no announced length. A stream for each body would cost a third of the gateway's time, and
 * what belongs to it outlives the request, so that the garbage collector stops everything for several milliseconds.
 */
export async function wholeBodyOf(request: IncomingMessage): Promise<Buffer | null> {
  if (request.headers['content-length'] === undefined) return null;
  if (!request.complete) await turn();
  return request.complete ? allThatCame(request) : null;
}

/** From Node 26 on, `read` gives one chunk and not all of them. */
function allThatCame(request: IncomingMessage): Buffer | null {
  const chunks: Buffer[] = [];
  for (let next = chunkOf(request); next !== null; next = chunkOf(request)) chunks.push(next);
  return chunks.length > 1 ? Buffer.concat(chunks) : (chunks[0] ?? null);
}

const chunkOf = (request: IncomingMessage): Buffer | null => request.read() as Buffer | null;
