import { type EvidenceCase } from '../tuning/evidence.js';
import { OUTCOMES } from '../tuning/standing.js';
import type { ActionOutcomes } from './action-outcomes.js';

/** What cases come to, by action. @param outcomes one code for each case, as `Score.outcomes` has them */
export function predictedOutcomes(
  cases: readonly Pick<EvidenceCase, 'action' | 'label'>[],
  outcomes: Uint8Array,
): ActionOutcomes[] {
  const tallies = new Map<string, Record<'allow' | 'deny' | 'escalate' | 'labelled' | 'harmful', number>>();
  cases.forEach(({ action, label }, place) => {
    const tally = tallies.get(action) ?? { allow: 0, deny: 0, escalate: 0, labelled: 0, harmful: 0 };
    tallies.set(action, tally);
    const outcome = OUTCOMES[outcomes[place] ?? -1] ?? 'deny';
    tally[outcome]++;
    tally.labelled++;
    if (outcome === 'allow' && label === 'deny') tally.harmful++;
  });
  return [...tallies].map(([action, tally]) => ({ action, ...tally }));
}
