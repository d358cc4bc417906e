import { retryAfterMilliseconds } from '@acgs/retries';
import type { Problem } from './api.js';
import { AcgsError, CLIENT_FAULTS } from './errors.js';
import { CONSTITUTIONAL_HASH } from './openapi.generated.js';
import type { Runtime } from './runtime.js';

const HASH_HEADER = 'X-Constitutional-Hash';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether it may be sent twice; without it, method and `Idempotency-Key` tell. */
  readonly repeatable?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** JSON parsed, text as a string, everything else as bytes; null when there is none. */
  readonly body: unknown;
}

/**
 * Sends a request once. Redirections are not followed: a decision comes from the address that was configured, or not at all.
 *
 * @throws AcgsError for every answer but a success under the constitutional hash; the reason of the signal
 */
export async function exchange(
  request: OutgoingRequest,
  signal: AbortSignal,
  runtime: Runtime,
): Promise<Answer> {
  try {
    const response = await runtime.fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, [HASH_HEADER]: CONSTITUTIONAL_HASH },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      credentials: 'omit',
      signal,
    });
    if (!response.ok) throw await errorOf(response, runtime.date());
    if (response.headers.get(HASH_HEADER) !== CONSTITUTIONAL_HASH) throw await otherHash(response);
    return { status: response.status, headers: response.headers, body: await bodyOf(response) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AcgsError) throw error;
    throw new AcgsError(`No answer from ${new URL(request.url).origin}`, {
      type: CLIENT_FAULTS.noAnswer,
      cause: error,
    });
  }
}

async function otherHash(response: Response): Promise<AcgsError> {
  await response.body?.cancel();
  const named = response.headers.get(HASH_HEADER) ?? 'none';
  return new AcgsError(`The answer names the constitutional hash ${named}, not ${CONSTITUTIONAL_HASH}`, {
    type: CLIENT_FAULTS.otherHash,
    ...originOf(response),
  });
}

async function errorOf(response: Response, now: Date): Promise<AcgsError> {
  const text = await response.text();
  const problem = problemOf(text);
  const retryAfter = retryAfterMilliseconds(response.headers.get('Retry-After') ?? undefined, now);
  const fault = { ...originOf(response), problem, retryAfterMilliseconds: retryAfter };
  if (problem === null) {
    const refusal = tokenRefusalOf(text);
    const type = refusal === null ? CLIENT_FAULTS.answerUnusable : CLIENT_FAULTS.noToken;
    const status = `The answer has the status ${String(response.status)} and no problem details`;
    return new AcgsError(refusal ?? status, { type, ...fault });
  }
  return new AcgsError(problem.detail ?? problem.title, { type: problem.type, ...fault });
}

const originOf = (response: Response): { status: number; requestId: string | null } => ({
  status: response.status,
  requestId: response.headers.get('X-Request-Id'),
});

function problemOf(text: string): Problem | null {
  const { type, title, status, faults, detail } = membersOf(text);
  const isProblem =
    typeof type === 'string' &&
    typeof title === 'string' &&
    typeof status === 'number' &&
    (detail === undefined || typeof detail === 'string') &&
    (faults === undefined || Array.isArray(faults));
  return isProblem ? (JSON.parse(text) as Problem) : null;
}

/** RFC 6749, section 5.2: the token endpoint has errors of its own form. */
function tokenRefusalOf(text: string): string | null {
  const { error, error_description: description } = membersOf(text);
  if (typeof error !== 'string') return null;
  return typeof description === 'string' ? `No token: ${error} (${description})` : `No token: ${error}`;
}

function membersOf(text: string): Partial<Record<string, unknown>> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Record<string, unknown>>;
  } catch {
    return {};
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get('Content-Type') ?? '';
  if (/[/+]json\b/.test(type)) {
    const text = await response.text();
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new AcgsError('The answer is not JSON', {
        type: CLIENT_FAULTS.answerUnusable,
        ...originOf(response),
        cause: error,
      });
    }
  }
  if (type.startsWith('text/')) return response.text();
  const bytes = new Uint8Array(await response.arrayBuffer());
  return bytes.length === 0 ? null : bytes;
}
