import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

/** Keeps no connection, so that nothing outlives a test. */
const agent = new Agent({ keepAlive: false });

export interface SentRequest {
  readonly method?: string;
  /** Stands in the request line as it is. */
  readonly path: string;
  readonly headers?: Record<string, string | string[]>;
  /** One buffer goes with its length, a list goes chunked. */
  readonly body?: Buffer | readonly Buffer[];
}

export interface ReceivedAnswer {
  readonly status: number;
  readonly statusMessage: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** False when the connection broke before the end of the answer. */
  readonly complete: boolean;
}

/** Sends a request that `fetch` would not: paths and headers as given, and answers that end too early are told. */
export async function exchange(url: string, sent: SentRequest): Promise<ReceivedAnswer> {
  const { hostname, port } = new URL(url);
  const { method = 'GET', path, headers = {}, body } = sent;
  const length = Buffer.isBuffer(body) ? { 'content-length': String(body.length) } : {};
  const outgoing = request({ agent, hostname, port, method, path, headers: { ...length, ...headers } });
  const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  for (const chunk of Buffer.isBuffer(body) ? [body] : (body ?? [])) outgoing.write(chunk);
  outgoing.end();
  const [incoming] = await answered;
  outgoing.on('error', () => undefined);
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('error', () => undefined);
  await new Promise((resolve) => incoming.once('close', resolve));
  return {
    status: incoming.statusCode ?? 0,
    statusMessage: incoming.statusMessage ?? '',
    headers: incoming.headers,
    rawHeaders: incoming.rawHeaders,
    body: Buffer.concat(chunks),
    complete: incoming.complete,
  };
}

/** How often a header stands in an answer. */
export function countOf(answer: ReceivedAnswer, name: string): number {
  return answer.rawHeaders.filter(
    (entry, index) => index % 2 === 0 && entry.toLowerCase() === name.toLowerCase(),
  ).length;
}
