import { type EvaluationRequest, type FreezeScope, type Reason } from '@acgs/contracts';
import { denialFor, type Evaluation, generalReason } from './evaluation.js';
import { GlobIndex } from './glob-index.js';

/** What denies until it is lifted, or until it expires. */
export interface FreezeInForce {
  readonly freezeId: string;
  readonly scope: FreezeScope;
  readonly reason: string;
  /** Milliseconds since 1970; null for one that does not expire. */
  readonly expiresAt: number | null;
}

interface Frozen {
  readonly subjectType: string | null;
  readonly until: number;
  readonly denial: Evaluation;
}

/**
 * The freezes of one tenant. A question costs a look-up for the subject and each party, and what the globs of actions cost. Of
 * several that apply, one is told: of everything before a subject's before an action's, and of like ones the first.
 */
export class Freezes {
  private readonly ofEverything: Frozen[] = [];
  private readonly bySubject = new Map<string, Frozen[]>();
  private readonly globs = new GlobIndex();
  /** By the number of the glob. */
  private readonly byAction: Frozen[][] = [];

  constructor(freezes: readonly FreezeInForce[]) {
    for (const freeze of freezes) this.add(freeze);
  }

  /**
   * The denial; null where nothing that is still in force then applies. `parties` are the identities behind the question, as
   * they are known for sure: a subject's freeze denies what they ask, whatever type they say that it is.
   */
  evaluate(
    { subject, action }: Pick<EvaluationRequest, 'subject' | 'action'>,
    parties: readonly string[],
    now: number,
  ): Evaluation | null {
    const holds = ({ until }: Frozen): boolean => now < until;
    const found =
      this.ofEverything.find(holds) ??
      this.bySubject.get(subject.id)?.find((each) => each.subjectType === subject.type && holds(each)) ??
      this.ofParties(parties, holds) ??
      this.ofAction(action.name, holds);
    return found?.denial ?? null;
  }

  private ofParties(parties: readonly string[], holds: (frozen: Frozen) => boolean): Frozen | undefined {
    for (const party of parties) {
      const found = this.bySubject.get(party)?.find(holds);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private ofAction(name: string, holds: (frozen: Frozen) => boolean): Frozen | undefined {
    if (this.byAction.length === 0) return undefined;
    for (const number of this.globs.matching(name)) {
      const found = this.byAction[number]?.find(holds);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private add({ freezeId, scope, reason, expiresAt }: FreezeInForce): void {
    const { subject, action } = scope;
    const denial = denialFor(frozenReason(freezeId, reason));
    const frozen = { subjectType: subject?.type ?? null, until: expiresAt ?? Infinity, denial };
    if (subject !== undefined) this.addTo(this.bySubject, subject.id, frozen);
    else if (action !== undefined) (this.byAction[this.globs.add(action)] ??= []).push(frozen);
    else this.ofEverything.push(frozen);
  }

  private addTo(map: Map<string, Frozen[]>, key: string, frozen: Frozen): void {
    const known = map.get(key);
    if (known === undefined) map.set(key, [frozen]);
    else known.push(frozen);
  }
}

const frozenReason = (freezeId: string, reason: string): Reason =>
  Object.freeze({ ...generalReason('frozen', `Frozen by ${freezeId}: ${reason}`), freezeId });
