import type { Decision, EvaluationRequest } from '@acgs/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { Item, Question } from './decisions-questions.js';

/** A decision as the database or `GET /decisions/{id}` has it. */
export interface RecordedOutcome {
  readonly decisionId: string;
  readonly outcome: string;
  readonly request: EvaluationRequest;
}

export interface Findings {
  /** Decisions that a client was told of. */
  readonly acknowledged: number;
  /** Those of them that a place where they should be found does not have, or has with another outcome or request. */
  readonly lost: number;
  /** Keys with two records, or with two different answers. */
  readonly doubled: number;
  /** Requests that the rules deny, and that were answered or recorded as allowed. */
  readonly wrongAllow: number;
}

interface Acknowledged {
  readonly outcome: string;
  readonly item: Item;
}

/** Remembers every answer, and compares them with what is recorded. */
export class DecisionAudit {
  private readonly asked = new Map<string, { question: Question; item: Item }>();
  private readonly answers = new Map<string, readonly string[]>();
  private readonly told = new Map<string, Acknowledged>();
  private readonly lost = new Set<string>();
  private readonly doubled = new Set<string>();
  private readonly wrong = new Set<string>();

  /** Before the question is sent, for it may be recorded without an answer. */
  ask(question: Question): void {
    for (const item of question.items) this.asked.set(item.request.resource.id, { question, item });
  }

  /** To be called for each answer: those to repetitions have to be the same. */
  acknowledge(
    { key, items }: Question,
    decisions: readonly Pick<Decision, 'decisionId' | 'outcome'>[],
  ): void {
    const given = decisions.map(({ decisionId, outcome }) => `${decisionId} ${outcome}`);
    const earlier = this.answers.get(key);
    if (earlier !== undefined && !isDeepStrictEqual(earlier, given)) this.doubled.add(key);
    this.answers.set(key, earlier ?? given);
    for (const [place, item] of items.entries()) {
      const decision = decisions[place];
      if (decision === undefined) continue;
      this.told.set(decision.decisionId, { outcome: decision.outcome, item });
      this.judge(item, decision.outcome);
    }
  }

  /** What a place holds, each record once; what was acknowledged, of all or of some that it was asked for, and is not among them is lost. */
  compare(records: Iterable<RecordedOutcome>, wanted: Iterable<string> = this.told.keys()): void {
    const found = new Set<string>();
    const resources = new Set<string>();
    for (const record of records) {
      const asked = this.asked.get(record.request.resource.id);
      if (asked === undefined) continue;
      if (resources.has(record.request.resource.id)) this.doubled.add(asked.question.key);
      resources.add(record.request.resource.id);
      this.judge(asked.item, record.outcome);
      const told = this.told.get(record.decisionId);
      if (told !== undefined && isAsTold(told, record)) found.add(record.decisionId);
    }
    for (const decisionId of wanted) if (!found.has(decisionId)) this.lost.add(decisionId);
  }

  get acknowledgedIds(): string[] {
    return [...this.told.keys()];
  }

  findings(): Findings {
    return {
      acknowledged: this.told.size,
      lost: this.lost.size,
      doubled: this.doubled.size,
      wrongAllow: this.wrong.size,
    };
  }

  private judge({ request, allowed }: Item, outcome: string): void {
    if (outcome === 'allow' && allowed === false) this.wrong.add(request.resource.id);
  }
}

const isAsTold = ({ outcome, item }: Acknowledged, record: RecordedOutcome): boolean =>
  record.outcome === outcome && isDeepStrictEqual(record.request, item.request);
