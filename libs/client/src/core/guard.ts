import type { ApprovalStatus, Decision, EvaluationRequest, Obligation, Subject } from './api.js';
import { AcgsError, DeniedError, EscalatedError, type EscalationState, ObligationError } from './errors.js';

/** An evaluation request, by the subject of the client when it names none. */
export type GuardedRequest = Omit<EvaluationRequest, 'subject'> & { readonly subject?: Subject };

/** Does what a decision obliges to, before the function runs. What it throws keeps the function from running. */
export type ObligationHandler = (obligation: Obligation, decision: Decision) => unknown;

/** What came of a guarded function. */
export interface GuardOutcome {
  readonly request: EvaluationRequest;
  /** The last decision; null when there is none. */
  readonly decision: Decision | null;
  /** The decision that was escalated before, when `decision` was made with its approval. */
  readonly escalated: Decision | null;
  /** `failed`: it was run and threw, so it may have done a part. */
  readonly result: 'done' | 'failed' | 'not-run';
  /** What guard throws; null when it is done. */
  readonly error: unknown;
}

export interface GuardOptions {
  readonly request: GuardedRequest;
  /** By the id of the obligation. One without a handler keeps the function from running. */
  readonly obligations?: Readonly<Record<string, ObligationHandler>>;
  /** For how long to wait for a person on *escalate*; without it guard throws at once. */
  readonly approvalTimeoutMilliseconds?: number;
  /**
   * Told of every outcome, and waited for. What it throws is dropped: by then the function has run, and a caller that
   * sees an error might run it again.
   */
  readonly onOutcome?: (outcome: GuardOutcome) => unknown;
  readonly signal?: AbortSignal;
}

/** What guard needs of a client. */
export interface GuardSteps {
  readonly decide: (approvalId: string | null) => Promise<Decision>;
  /** Null when nobody waits for approvals. */
  readonly answeredApproval: ((decisionId: string) => Promise<ApprovalStatus>) | null;
}

type Progress = Pick<GuardOutcome, 'decision' | 'escalated'>;

/** @throws DeniedError, EscalatedError, ObligationError, AcgsError, the reason of the signal, or what `fn` throws */
export async function runGuarded<Result>(
  fn: (decision: Decision) => Result | Promise<Result>,
  request: EvaluationRequest,
  { obligations = {}, onOutcome, signal }: Omit<GuardOptions, 'request'>,
  steps: GuardSteps,
): Promise<Result> {
  let progress: Progress = { decision: null, escalated: null };
  let result: GuardOutcome['result'] = 'not-run';
  const tell = async (error: unknown): Promise<void> => {
    try {
      await onOutcome?.({ request, ...progress, result, error });
    } catch {
      // The outcome stands, whoever could not be told.
    }
  };
  try {
    const decision = await decisionToRun(steps, (made) => (progress = { ...progress, ...made }));
    await fulfil(decision, obligations);
    signal?.throwIfAborted();
    result = 'failed';
    const value = await fn(decision);
    result = 'done';
    await tell(null);
    return value;
  } catch (error) {
    await tell(error);
    throw error;
  }
}

/** Gives a decision that allows, and nothing else. */
async function decisionToRun(
  { decide, answeredApproval }: GuardSteps,
  made: (progress: Partial<Progress>) => void,
): Promise<Decision> {
  const first = await decide(null);
  made({ decision: first });
  if (first.outcome === 'allow') return first;
  if (first.outcome !== 'escalate') throw new DeniedError(first);
  if (answeredApproval === null) throw new EscalatedError(first, 'not-waited');
  const status = await answeredApproval(first.decisionId);
  if (status === 'refused') throw new DeniedError(first);
  if (status === 'used') throw new EscalatedError(first, 'not-accepted');
  if (status !== 'approved') throw new EscalatedError(first, status);
  const second = await decide(first.decisionId).catch((error: unknown) => {
    throw refusedApproval(first, error);
  });
  made({ decision: second, escalated: first });
  if (second.outcome === 'allow') return second;
  if (second.outcome === 'escalate') throw new EscalatedError(second, 'not-accepted');
  throw new DeniedError(second);
}

/** Why an approval that had been given is not taken: it was withdrawn meanwhile, or the rules have changed. */
const REFUSALS: Readonly<Record<string, EscalationState>> = {
  'urn:acgs:problem:approval-refused': 'withdrawn',
  'urn:acgs:problem:approval-expired': 'expired',
  'urn:acgs:problem:approval-used': 'not-accepted',
  'urn:acgs:problem:approval-outdated': 'not-accepted',
  'urn:acgs:problem:approval-mismatch': 'not-accepted',
};

function refusedApproval(escalated: Decision, error: unknown): unknown {
  const state = error instanceof AcgsError ? REFUSALS[error.type] : undefined;
  return state === undefined ? error : new EscalatedError(escalated, state, { cause: error });
}

/** None is fulfilled unless there is a handler for each. */
async function fulfil(
  decision: Decision,
  handlers: Readonly<Record<string, ObligationHandler>>,
): Promise<void> {
  const duties = decision.obligations.map((obligation) => {
    const handler = Object.hasOwn(handlers, obligation.id) ? handlers[obligation.id] : undefined;
    if (handler === undefined) throw new ObligationError(decision, obligation);
    return { obligation, handler };
  });
  for (const { obligation, handler } of duties) {
    try {
      await handler(obligation, decision);
    } catch (cause) {
      throw new ObligationError(decision, obligation, cause ?? null);
    }
  }
}
