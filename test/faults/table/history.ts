import type { Exchange } from './exchange.js';
import type { FaultWindow } from './fault-windows.js';

/** A change of the rules whose answer a client has; without one nobody knows whether it was made. */
export interface RuleChange {
  readonly of: keyof PinnedNumbers;
  readonly number: number;
  readonly acknowledgedAt: number;
}

/** By which rules something was decided: numbers that grow with every change. */
interface PinnedNumbers {
  readonly constitution: number;
  /** Of the activations of the policy that changes. */
  readonly gate: number;
}

/** A recorded decision that was given to a client. */
export interface Given {
  readonly key: string;
  readonly decisionId: string;
  readonly outcome: string;
  /** Null where it pins no rules. */
  readonly pinned: PinnedNumbers | null;
  /** What is made of the request by the rules that it pins; null where it pins none, or these had no part in it. */
  readonly reproduced: string | null;
  /** Whether the freezes of the history cover it. */
  readonly isFreezable: boolean;
  /** The reason of the freeze that denied it. */
  readonly frozenBy: string | null;
}

/** When a freeze was placed and lifted; infinite for what had no answer. */
export interface FreezeTimes {
  /** No two have the same. */
  readonly reason: string;
  readonly askedAt: number;
  readonly placedAt: number;
  readonly liftAskedAt: number;
  readonly liftedAt: number;
}

/** A request with a token that had been revoked. */
export interface RevokedUse {
  readonly revokedAt: number;
  readonly sentAt: number;
  readonly status: number;
}

export interface History {
  readonly exchanges: readonly Exchange[];
  readonly windows: readonly FaultWindow[];
  readonly changes: readonly RuleChange[];
  readonly freezes: readonly FreezeTimes[];
  readonly given: readonly Given[];
  readonly revokedUses: readonly RevokedUse[];
  /** Milliseconds after the answer to a change until every decision goes by it. */
  readonly freshness: number;
  /** The same for revocations. */
  readonly revocation: number;
}

export interface Violation {
  readonly kind: 'failed' | 'wrong.allow';
  readonly row: string;
  readonly what: string;
}
