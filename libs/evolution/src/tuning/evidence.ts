import { type EvaluationRequest, type Outcome } from '@acgs/contracts';

/** A decision of the past, and what it should have been. */
export interface EvidenceCase {
  readonly id: string;
  readonly request: EvaluationRequest;
  /** Whether a person had approved it: then what would escalate does not stop it. */
  readonly approved: boolean;
  readonly label: Outcome;
  /** What it came to when it was decided. */
  readonly outcome: Outcome;
  readonly decidedAt: string;
  readonly action: string;
}

/** As much of a case as the rules see. */
export type ReplayedCase = Pick<EvidenceCase, 'request' | 'approved'>;

export interface EvidenceSplit {
  readonly training: readonly EvidenceCase[];
  readonly heldOut: readonly EvidenceCase[];
}

/**
 * The newest are held out, so that a candidate is judged by what came after all that it was found with; those decided in
 * the same millisecond stand by id. Of two cases and more, either side has one at least.
 *
 * @param heldOutShare above 0 and below 1
 */
export function splitByTime(cases: readonly EvidenceCase[], heldOutShare: number): EvidenceSplit {
  const sorted = cases.toSorted(
    (one, other) => Date.parse(one.decidedAt) - Date.parse(other.decidedAt) || (one.id < other.id ? -1 : 1),
  );
  const wanted = Math.round(sorted.length * (1 - heldOutShare));
  const count = Math.max(1, Math.min(sorted.length - 1, wanted));
  return { training: sorted.slice(0, count), heldOut: sorted.slice(count) };
}

/** What evidence may still lack: a label is null when it was not given, or when people contradict each other. */
export interface LabelledCase {
  readonly id: string;
  readonly label: Outcome | null;
  /** How many people, or reports, have said something. */
  readonly labels: number;
}

export interface EvidenceFault {
  readonly fault: 'empty' | 'unlabelled' | 'contradicting' | 'one-class';
  readonly message: string;
  /** Which cases, at most a hundred of them. */
  readonly cases: readonly string[];
}

const NAMED_MAX = 100;

/** Why nothing can be learned from these cases; none when it can. */
export function evidenceFaults(cases: readonly LabelledCase[]): EvidenceFault[] {
  if (cases.length === 0) return [faultOf('empty', 'there is no labelled decision', [])];
  const open = cases.filter(({ label }) => label === null);
  const unlabelled = open.filter(({ labels }) => labels === 0);
  const contradicting = open.filter(({ labels }) => labels > 0);
  return [
    ...(unlabelled.length === 0 ? [] : [faultOf('unlabelled', 'decisions have no label', unlabelled)]),
    ...(contradicting.length === 0
      ? []
      : [faultOf('contradicting', 'labels of a decision contradict each other', contradicting)]),
    ...oneClassFaults(cases),
  ];
}

/** With good work alone the best candidate allows everything, and with harm alone nothing. */
function oneClassFaults(cases: readonly LabelledCase[]): EvidenceFault[] {
  const labels = new Set(cases.flatMap(({ label }) => label ?? []));
  if (labels.size === 0) return [];
  if (!labels.has('allow')) return [faultOf('one-class', 'no case is labelled allow', [])];
  if (labels.size > 1) return [];
  return [faultOf('one-class', 'every case is labelled allow: there is no harm to be held back', [])];
}

const faultOf = (
  fault: EvidenceFault['fault'],
  message: string,
  cases: readonly LabelledCase[],
): EvidenceFault => ({ fault, message, cases: cases.slice(0, NAMED_MAX).map(({ id }) => id) });
