import type { Decision, RecordedDecision } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { bodyOf, type Item, type Question } from './decisions-questions.js';

/** Longer than any wait inside an engine: what takes longer hangs. */
const ATTEMPT_MILLISECONDS = 45_000;
const FIND_ATTEMPTS = 10;

export type Headers = Readonly<Record<string, string>>;

/** How one attempt ended. A `fault` is what design and API documents do not foresee. */
export type Attempt =
  | { readonly kind: 'decided'; readonly decisions: readonly Decision[] }
  | { readonly kind: 'unavailable'; readonly status: number; readonly retryAfterSeconds: number }
  | { readonly kind: 'broken'; readonly why: string; readonly code?: string | undefined }
  | { readonly kind: 'fault'; readonly status: number; readonly why: string };

/** Sends questions over HTTP, each attempt under the question's key. */
export class DecisionCaller {
  private readonly agent = new Agent({
    connections: 64,
    headersTimeout: ATTEMPT_MILLISECONDS,
    bodyTimeout: ATTEMPT_MILLISECONDS,
  });

  constructor(private readonly headers: Readonly<Record<Question['caller'] | 'auditor', Headers>>) {}

  async attempt(engine: string, question: Question): Promise<Attempt> {
    try {
      const { statusCode, headers, body } = await request(`${engine}/api/v1${question.path}`, {
        method: 'POST',
        dispatcher: this.agent,
        headers: {
          ...this.headers[question.caller],
          'content-type': 'application/json',
          'idempotency-key': question.key,
        },
        body: bodyOf(question),
      });
      const text = await body.text();
      if (statusCode === 200) return decided(question, text);
      return refused(statusCode, Number(headers['retry-after']), text);
    } catch (error) {
      const { message, code } = error as NodeJS.ErrnoException;
      return { kind: 'broken', why: message, code };
    }
  }

  /** Null when there is no such decision; asks again when told to. @throws Error for any other answer */
  async find(engine: string, decisionId: string, attempts = FIND_ATTEMPTS): Promise<RecordedDecision | null> {
    const { statusCode, headers, body } = await request(`${engine}/api/v1/decisions/${decisionId}`, {
      dispatcher: this.agent,
      headers: this.headers.auditor,
    });
    const text = await body.text();
    if (statusCode === 404) return null;
    const retryAfterSeconds = Number(headers['retry-after']);
    if (statusCode === 503 && retryAfterSeconds > 0 && attempts > 1) {
      await pause(retryAfterSeconds * 1000);
      return this.find(engine, decisionId, attempts - 1);
    }
    if (statusCode !== 200) throw new Error(`GET /decisions/${decisionId}: ${String(statusCode)} ${text}`);
    return JSON.parse(text) as RecordedDecision;
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}

function decided({ path, items }: Question, text: string): Attempt {
  const body = JSON.parse(text) as unknown;
  const decisions =
    path === '/decisions' ? [body as Decision] : (body as { decisions: Decision[] }).decisions;
  if (decisions.length !== items.length) {
    return {
      kind: 'fault',
      status: 200,
      why: `${String(decisions.length)} decisions for ${String(items.length)} requests`,
    };
  }
  const wrong = decisions.find((decision, place) => isDeniedInError(decision, items[place]?.allowed));
  if (wrong !== undefined)
    return { kind: 'fault', status: 200, why: `denied against the rules: ${JSON.stringify(wrong)}` };
  return { kind: 'decided', decisions };
}

/** Rules that could not be confirmed deny, and may. */
const isDeniedInError = ({ outcome, reasons }: Decision, allowed: Item['allowed'] | undefined): boolean =>
  allowed === true && outcome !== 'allow' && reasons[0]?.code !== 'rules-stale';

function refused(status: number, retryAfterSeconds: number, text: string): Attempt {
  if (status !== 503 && status !== 429) return { kind: 'fault', status, why: `${String(status)} ${text}` };
  if (retryAfterSeconds > 0) return { kind: 'unavailable', status, retryAfterSeconds };
  return { kind: 'fault', status, why: `${String(status)} without Retry-After: ${text}` };
}
