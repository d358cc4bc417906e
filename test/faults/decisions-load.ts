import type { Decision } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import type { Attempt, DecisionCaller } from './decision-caller.js';
import type { DecisionAudit } from './decisions-audit.js';
import { probeOf, type Question, questionOf } from './decisions-questions.js';
import { seededRandom } from './seeded-random.js';

const CLIENTS = 32;
const PATIENCE_MILLISECONDS = 90_000;
const BROKEN_WAIT_MILLISECONDS = 100;
const PROBE_WAIT_MILLISECONDS = 20;
const ARRIVALS_EVERY_MILLISECONDS = 5;
/** Of the questions, sent to all engines at once; and as many again sent once more after their answer. */
const TWINS_SHARE = 0.05;

export interface LoadCounts {
  questions: number;
  /** Answers 503 and 429 with `Retry-After`. */
  unavailable: number;
  /** Attempts that ended without an answer. */
  broken: number;
  /** Decisions that are denials because the rules could not be confirmed. */
  stale: number;
  /** Answers that are an earlier decision: of an attempt that was recorded and had no answer. */
  foundAgain: number;
  slowestAttemptMilliseconds: number;
  /** From the first attempt to the last, the waits between them included. */
  slowestMilliseconds: number;
}

export interface LoadOptions {
  readonly clients: number;
  /** So many questions arrive in a second, however long those before them take: an open loop, instead of the clients. */
  readonly perSecond?: number;
  /** The same one for the same numbers. */
  readonly question: (seed: number, n: number) => Question;
}

/** Clients that ask, wait as they are told, and ask another engine under the same key until they have their answer. */
export class DecisionLoad {
  readonly counts: LoadCounts = {
    questions: 0,
    unavailable: 0,
    broken: 0,
    stale: 0,
    foundAgain: 0,
    slowestAttemptMilliseconds: 0,
    slowestMilliseconds: 0,
  };
  /** What went wrong, by the key of the question. */
  readonly failed = new Map<string, string>();
  /** Attempts without an answer so far. */
  inFlight = 0;
  private answered = 0;
  private readonly random: () => number;
  private stopping = false;
  private workers: readonly Promise<void>[] = [];

  constructor(
    private readonly caller: Pick<DecisionCaller, 'attempt'>,
    private readonly engines: readonly [string, ...string[]],
    private readonly audit: DecisionAudit,
    private readonly seed: number,
    private readonly options: LoadOptions = { clients: CLIENTS, question: questionOf },
  ) {
    this.random = seededRandom(seed + 1);
  }

  start(): void {
    const { clients, perSecond } = this.options;
    this.workers =
      perSecond === undefined ? Array.from({ length: clients }, () => this.work()) : [this.arrive(perSecond)];
  }

  /** No new questions; resolves when every one that was sent is settled. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.workers);
  }

  /** Resolves when the clients, too, have found out that the engines decide again. */
  async flowing(): Promise<void> {
    const enough = this.answered + 2 * this.options.clients;
    const began = performance.now();
    while (this.answered < enough && performance.now() - began < PATIENCE_MILLISECONDS) await pause(10);
  }

  /** Resolves when this engine decides again, on rules that it could confirm; asked without the waits of a client. */
  async recovered(engine: string, name: string): Promise<void> {
    const began = performance.now();
    for (let n = 0; performance.now() - began < PATIENCE_MILLISECONDS; n++) {
      const probe = probeOf(this.seed, `${name}-${String(n)}`);
      this.audit.ask(probe);
      const decisions = await this.settle(
        probe,
        () => engine,
        () => PROBE_WAIT_MILLISECONDS,
      );
      if (decisions?.[0]?.outcome === 'allow') return;
      await pause(PROBE_WAIT_MILLISECONDS);
    }
    this.failed.set(`${name} ${engine}`, 'the engine does not recover');
  }

  private async work(): Promise<void> {
    while (!this.stopping) await this.askNext();
  }

  private async arrive(perSecond: number): Promise<void> {
    const began = performance.now();
    const waiting = new Set<Promise<void>>();
    let sent = 0;
    while (!this.stopping) {
      const due = ((performance.now() - began) / 1000) * perSecond;
      for (; sent < due; sent++) {
        const asked = this.askNext().finally(() => waiting.delete(asked));
        waiting.add(asked);
      }
      await pause(ARRIVALS_EVERY_MILLISECONDS);
    }
    await Promise.all(waiting);
  }

  private async askNext(): Promise<void> {
    const question = this.options.question(this.seed, this.counts.questions++);
    this.audit.ask(question);
    const chance = this.random();
    if (chance < TWINS_SHARE) {
      await Promise.all(this.engines.map((engine) => this.settle(question, () => engine, clientsWait)));
    } else {
      await this.settle(question, () => this.anyEngine(), clientsWait);
    }
    if (chance > 1 - TWINS_SHARE) await this.settle(question, () => this.anyEngine(), clientsWait);
  }

  /** The decisions; null when there was no right answer, which `failed` then has. */
  private async settle(
    question: Question,
    engine: () => string,
    waitAfter: (attempt: Attempt) => number,
  ): Promise<readonly Decision[] | null> {
    const began = Date.now();
    for (;;) {
      const sentAt = Date.now();
      const attempt = await this.attempt(engine(), question, began);
      if (attempt.kind === 'decided') {
        const isEarlier = Date.parse(attempt.decisions[0]?.decidedAt ?? '') < sentAt;
        if (isEarlier && sentAt > began) this.counts.foundAgain++;
        return this.acknowledged(question, attempt.decisions);
      }
      const waited = Date.now() - began;
      if (attempt.kind === 'fault' || waited > PATIENCE_MILLISECONDS) {
        const why = attempt.kind === 'unavailable' ? '503' : attempt.why;
        this.failed.set(question.key, `${why} (after ${String(waited)} ms)`);
        return null;
      }
      await pause(waitAfter(attempt) * (1 + this.random() / 2));
    }
  }

  private async attempt(engine: string, question: Question, began: number): Promise<Attempt> {
    const sentAt = Date.now();
    this.inFlight++;
    const attempt = await this.caller.attempt(engine, question);
    this.inFlight--;
    const { counts } = this;
    const now = Date.now();
    counts.slowestAttemptMilliseconds = Math.max(counts.slowestAttemptMilliseconds, now - sentAt);
    counts.slowestMilliseconds = Math.max(counts.slowestMilliseconds, now - began);
    if (attempt.kind === 'unavailable') counts.unavailable++;
    if (attempt.kind === 'broken') counts.broken++;
    return attempt;
  }

  private acknowledged(question: Question, decisions: readonly Decision[]): readonly Decision[] {
    this.answered++;
    this.audit.acknowledge(question, decisions);
    this.counts.stale += decisions.filter(({ reasons }) => reasons[0]?.code === 'rules-stale').length;
    return decisions;
  }

  private anyEngine(): string {
    return this.engines[Math.floor(this.random() * this.engines.length)] ?? this.engines[0];
  }
}

const clientsWait = (attempt: Attempt): number =>
  attempt.kind === 'unavailable' ? attempt.retryAfterSeconds * 1000 : BROKEN_WAIT_MILLISECONDS;
