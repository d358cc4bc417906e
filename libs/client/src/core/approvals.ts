import type { ApprovalStatus } from './api.js';
import type { Calls } from './calls.js';
import { Deadline } from './deadline.js';
import { AcgsError, CLIENT_FAULTS } from './errors.js';
import { mayRepeat } from './retry-policy.js';
import type { Runtime } from './runtime.js';

const STATUSES: readonly ApprovalStatus[] = [
  'pending',
  'approved',
  'refused',
  'withdrawn',
  'expired',
  'used',
];

const WAIT_MAX_SECONDS = 30;
/** Between two questions that were answered at once. */
const PAUSE_MILLISECONDS = 1000;
const GET = { method: 'GET', headers: {} };

/**
 * Waits until a person has answered, and gives `pending` when the time is used up. A service that is away for a while
 * does not end the wait.
 *
 * @throws AcgsError when the approval cannot be read; the reason of the signal
 */
export async function answeredApproval(
  calls: Calls,
  decisionId: string,
  milliseconds: number,
  runtime: Runtime,
  signal?: AbortSignal,
): Promise<ApprovalStatus> {
  const deadline = new Deadline(milliseconds, signal, runtime.now);
  try {
    for (;;) {
      const asked = runtime.now();
      const status = await approvalOf(calls, decisionId, deadline);
      if (status !== 'pending') return status;
      const rest = PAUSE_MILLISECONDS - (runtime.now() - asked);
      if (rest > 0) await runtime.pause(rest, deadline.signal);
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (deadline.signal.aborted) return 'pending';
    throw error;
  } finally {
    deadline.end();
  }
}

async function approvalOf(calls: Calls, decisionId: string, deadline: Deadline): Promise<ApprovalStatus> {
  const seconds = Math.min(WAIT_MAX_SECONDS, Math.ceil(deadline.remainingMilliseconds / 1000));
  const url = `${calls.baseUrl}/api/v1/approvals/${encodeURIComponent(decisionId)}?wait=${String(seconds)}`;
  try {
    const { body, status } = await calls.send({ ...GET, url }, calls.waitingFor(seconds, deadline.signal));
    const told = (body as { status?: unknown } | null)?.status;
    const known = STATUSES.find((one) => one === told);
    if (known !== undefined) return known;
    throw new AcgsError('The answer is not an approval', { type: CLIENT_FAULTS.answerUnusable, status });
  } catch (error) {
    if (!(error instanceof AcgsError) || deadline.signal.aborted || !mayRepeat(GET, error)) throw error;
    return 'pending';
  }
}
