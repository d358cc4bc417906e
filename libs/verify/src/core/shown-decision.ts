import { type LogEntry, memberAt } from '@acgs/contracts';
import { canonicalJson, NoJsonFormError } from '@acgs/merkle';
import { type Fault } from './fault.js';

/** Made for one answer, and not recorded. */
const OF_THE_ANSWER = new Set(['explanation', 'receipt']);
/** What an answer to `POST /decisions` lacks and one to `GET /decisions/{id}` has. */
const OF_THE_RECORD = new Set(['request', 'requestedBy', 'tenant']);

/**
 * Compares a decision, as a service has shown it, with the entry of its leaf, member by member. What is `closed` in the entry
 * was erased there and cannot be compared.
 */
export function shownFaults(shown: unknown, entry: LogEntry, closed: readonly string[]): Fault[] {
  const decision = memberAt(entry, '/body/decision');
  if (!isObject(shown) || decision === null)
    return [{ path: 'decision', message: 'there is none to compare' }];
  const { request, requestedBy } = entry.body;
  const recorded = { ...objectOf(entry.body.decision), request, requestedBy, tenant: entry.tenant };
  const compared = withoutErased(shown, entry, closed);
  return [...new Set([...Object.keys(recorded), ...Object.keys(compared)])]
    .filter((name) => !OF_THE_ANSWER.has(name) && (name in compared || !OF_THE_RECORD.has(name)))
    .filter((name) => formOf(compared[name]) !== formOf((recorded as Record<string, unknown>)[name]))
    .map((name) => ({ path: `decision.${name}`, message: 'it is not what the log has' }));
}

/** What was shown, with the log's commitments in place of what only these stand for. */
function withoutErased(
  shown: Record<string, unknown>,
  entry: LogEntry,
  closed: readonly string[],
): Record<string, unknown> {
  const { request, ...decision } = structuredClone(shown);
  const body: Record<string, unknown> = { request, decision };
  for (const pointer of closed) {
    const [there, here] = [memberAt(entry, pointer), memberAt({ body }, pointer)];
    if (there !== null && here !== null) here.holder[here.name] = there.holder[there.name];
  }
  return 'request' in shown ? { ...objectOf(body.decision), request: body.request } : objectOf(body.decision);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objectOf = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

/** What could not be recorded as it is has a form that nothing in the log has. */
function formOf(value: unknown): string | null {
  try {
    return value === undefined ? null : canonicalJson(value);
  } catch (error) {
    if (error instanceof NoJsonFormError) return 'none';
    throw error;
  }
}
