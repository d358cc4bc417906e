import type { Attempt, DecisionCaller } from '../decision-caller.js';
import type { Question } from '../decisions-questions.js';
import { endingOf, type Exchange, type Target } from './exchange.js';
import type { System } from './row.js';

/** Answers after which a client asks again; whether they were allowed then is for the checker to say. */
const ASKED_AGAIN = new Set([502, 504]);

/** Remembers every attempt, and leaves the judgement of statuses to the end, when it is known what was broken at that time. */
export class ObservedCaller {
  readonly exchanges: Exchange[] = [];

  constructor(
    private readonly caller: DecisionCaller,
    private readonly ways: System['ways'],
  ) {}

  async attempt(url: string, question: Question): Promise<Attempt> {
    const sentAt = performance.now();
    const attempt = await this.caller.attempt(url, question);
    this.exchanges.push({
      key: question.key,
      target: this.targetOf(url),
      sentAt,
      endedAt: performance.now(),
      ending: endingOf(attempt),
    });
    if (attempt.kind === 'fault' && ASKED_AGAIN.has(attempt.status))
      return { kind: 'broken', why: attempt.why };
    return attempt;
  }

  private targetOf(url: string): Target {
    if (url === this.ways.gateway) return 'gateway';
    return url === this.ways.linked ? 'linked' : 'engine';
  }
}
