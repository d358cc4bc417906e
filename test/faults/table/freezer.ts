import type { EvaluationRequest, FreezePage, FreezeScope } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import type { Question } from '../decisions-questions.js';
import type { FreezeTimes } from './history.js';
import type { RuleChanges } from './rule-changes.js';

const SUBJECT = { type: 'agent', id: 'now-and-then-frozen' };
const ACTION = 'drive';
const LONGEST_BEYOND_BOUND_MILLISECONDS = 2500;
const LONGEST_WAIT_MILLISECONDS = 1500;
const TRIED_AGAIN_MILLISECONDS = 200;
const PATIENCE_MILLISECONDS = 90_000;
/** Of a freeze that an attempt without an answer has lifted already. */
const OVER = 409;

/** In turns; they cover the same requests, and no others. */
const SCOPES: readonly FreezeScope[] = [{ subject: SUBJECT }, { action: `${ACTION}*` }];

const PERMIT = {
  id: 'drivers',
  title: 'Drivers',
  owner: 'faults',
  rules: [
    {
      id: 'drive',
      title: 'Everybody may drive',
      scope: { actions: [ACTION], resources: ['road'] },
      when: 'true',
      effect: 'permit',
      message: 'Everybody may drive.',
    },
  ],
};

/** What is frozen now and then, and always permitted. */
export const isFreezable = ({ action }: Pick<EvaluationRequest, 'action'>): boolean => action.name === ACTION;

export function freezableQuestion(seed: number, n: number): Question {
  const key = `drive-${String(seed)}-${String(n)}`;
  const request: EvaluationRequest = {
    subject: { ...SUBJECT, properties: {} },
    action: { name: ACTION, properties: {} },
    resource: { type: 'road', id: `${key}:0`, properties: {} },
    context: {},
  };
  return { key, caller: 'platform', path: '/decisions', items: [{ request, allowed: null }] };
}

/** Freezes and lifts again and again, whatever becomes of the services. */
export class Freezer {
  readonly freezes: { -readonly [Key in keyof FreezeTimes]: FreezeTimes[Key] }[] = [];
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly changes: RuleChanges,
    private readonly freshness: number,
    private readonly random: () => number,
  ) {}

  /** Before anything is broken, so that a denial is that of a freeze. */
  async open(): Promise<void> {
    const key = 'drivers';
    const answer = await this.changes.send({
      key,
      method: 'POST',
      path: '/policies?activate=true',
      body: PERMIT,
    });
    if (answer === null) throw new Error('the drivers cannot be let on the road');
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async run(): Promise<void> {
    for (let turn = 1; !this.stopping; turn++) {
      await this.place(turn);
      await pause(this.freshness + this.random() * LONGEST_BEYOND_BOUND_MILLISECONDS);
      await this.liftAll();
      await pause(this.random() * LONGEST_WAIT_MILLISECONDS);
    }
  }

  private async place(turn: number): Promise<void> {
    const reason = `freeze ${String(turn)}`;
    const never = { placedAt: Infinity, liftAskedAt: Infinity, liftedAt: Infinity };
    const times = { reason, askedAt: performance.now(), ...never };
    this.freezes.push(times);
    const body = { scope: SCOPES[turn % SCOPES.length], reason };
    const answer = await this.changes.send({ key: reason, method: 'POST', path: '/freezes', body });
    if (answer !== null) times.placedAt = performance.now();
  }

  /** Those too whose placing had no answer, as far as they are there. */
  private async liftAll(): Promise<void> {
    const began = performance.now();
    while (performance.now() - began < PATIENCE_MILLISECONDS) {
      const answer = await this.changes.send({
        key: 'freezes',
        method: 'GET',
        path: '/freezes?status=in-force',
      });
      const inForce = (answer?.body as FreezePage | undefined)?.items;
      if (inForce?.length === 0) {
        this.noteThatAllAreOver();
        return;
      }
      for (const { freezeId, reason } of inForce ?? []) await this.lift(freezeId, reason);
      if (inForce === undefined) await pause(TRIED_AGAIN_MILLISECONDS);
    }
  }

  /** Of lifts without an answer, too, it is known now that they were made. */
  private noteThatAllAreOver(): void {
    for (const times of this.freezes)
      if (times.liftAskedAt < Infinity) times.liftedAt = Math.min(times.liftedAt, performance.now());
  }

  private async lift(freezeId: string, reason: string): Promise<void> {
    const times = this.freezes.find((one) => one.reason === reason);
    if (times === undefined) throw new Error(`nobody has placed ${reason}`);
    const orElse = times.liftAskedAt === Infinity ? [] : [OVER];
    times.liftAskedAt = Math.min(times.liftAskedAt, performance.now());
    const path = `/freezes/${freezeId}/lift`;
    const body = { reason: 'It is over.' };
    const answer = await this.changes.send({ key: `${reason}, lifted`, method: 'POST', path, body, orElse });
    if (answer !== null) times.liftedAt = performance.now();
  }
}
