/** What people and auditors read: nobody's next step waits for it. */
const REPORT =
  /^\/api\/v1\/(?:decisions|approvals|policies|rule-sets|labels|simulations|evolution|log|integrity|tile)(?:\/|$)/;
/** Where `wait` in the query asks the service to answer late. */
const WAITS = /^\/api\/v1\/(?:approvals|log\/entries)\/[^/]+$/;
/** Answered with events for as long as somebody listens. */
const STREAMS = /^\/api\/v1\/(?:simulations|evolution\/runs)\/[^/]+\/events$/;
const DECISION = '/api/v1/decisions';
const PREFERS_TO_WAIT = /(?:^|,)\s*wait\s*=/i;

/**
 * `report`: lists, single records, receipts, evidence, proofs and tiles. `wait`: what the service answers late because it
 * was asked to, so that the time says nothing of it. `preference`: a decision with `Prefer: wait`, which is one without it,
 * too. `stream`: an answer without an end of its own.
 */
export type RequestKind = 'report' | 'wait' | 'preference' | 'stream' | 'other';

/** `target` and `path` as they stand in the request line, with and without the query. */
export function kindOf(
  method: string,
  target: string,
  path: string,
  prefer: string | string[] | undefined,
): RequestKind {
  if (method === 'GET' || method === 'HEAD') {
    if (STREAMS.test(path)) return 'stream';
    if (!REPORT.test(path)) return 'other';
    return WAITS.test(path) && asksToWait(target.slice(path.length)) ? 'wait' : 'report';
  }
  const prefers = prefer !== undefined && path === DECISION && PREFERS_TO_WAIT.test(String(prefer));
  return prefers ? 'preference' : 'other';
}

const asksToWait = (query: string): boolean => query !== '' && new URLSearchParams(query).has('wait');
