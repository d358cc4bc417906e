import type { Label, Outcome } from '@acgs/contracts';

/** What all current labels say; those who have asked for the decision are heard where nobody else has spoken. */
export function agreedLabel(labels: readonly Pick<Label, 'outcome' | 'source' | 'current'>[]): {
  readonly label: Outcome | null;
  readonly contested: boolean;
} {
  const current = labels.filter((label) => label.current);
  const ofOthers = current.filter(({ source }) => source !== 'report');
  const said = new Set((ofOthers.length > 0 ? ofOthers : current).map(({ outcome }) => outcome));
  const [first = null] = said;
  return said.size > 1 ? { label: null, contested: true } : { label: first, contested: false };
}

/** The condition for labels that are no reports. */
export const NO_REPORT = `source <> 'report'`;

/**
 * The same rule as a statement, by decision, without reports: `decision_id` and `label` of those that have other labels which
 * the condition finds.
 */
export const agreedLabels = (condition: string): string => `
  SELECT decision_id, CASE WHEN min(outcome) = max(outcome) THEN min(outcome) END AS label FROM (
    SELECT DISTINCT ON (decision_id, labelled_by) decision_id, outcome FROM governance_engine.labels
    WHERE ${condition} AND ${NO_REPORT} ORDER BY decision_id, labelled_by, id DESC) AS current
  GROUP BY decision_id`;
