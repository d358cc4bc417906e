import type { EvaluationRequest } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import type { Question } from '../decisions-questions.js';
import type { RuleChanges } from './rule-changes.js';

export const GATE = 'gate';
const LONGEST_WAIT_MILLISECONDS = 1500;

/** About what the gate permits or forbids at that moment. */
export function gatedQuestion(seed: number, n: number): Question {
  const key = `gate-${String(seed)}-${String(n)}`;
  const request: EvaluationRequest = {
    subject: { type: 'agent', id: 'demo-agent', properties: {} },
    action: { name: 'pass', properties: {} },
    resource: { type: 'gate', id: `${key}:0`, properties: {} },
    context: {},
  };
  return { key, caller: 'demo-agent', path: '/decisions', items: [{ request, allowed: null }] };
}

/** The policy of the gate. No two turns have the same digest, so that the pins of a decision tell its turn. */
const gatePolicy = (turn: number): object => ({
  id: GATE,
  title: `Gate, turn ${String(turn)}`,
  owner: 'faults',
  rules: [
    {
      id: 'pass',
      title: 'Whether one may pass',
      scope: { actions: ['pass'], resources: ['gate'] },
      when: 'true',
      effect: turn % 2 === 0 ? 'permit' : 'forbid',
      message: `It is turn ${String(turn)}.`,
    },
  ],
});

/** Opens and closes the gate again and again, whatever becomes of the services. */
export class Gate {
  /** Which version was put in force, and when the answer came; by this process's monotonic clock. */
  readonly acknowledged: { readonly version: number; readonly at: number }[] = [];
  private stopping = false;
  private turning: Promise<void> = Promise.resolve();

  constructor(
    private readonly changes: RuleChanges,
    private readonly random: () => number,
    private readonly longestWait = LONGEST_WAIT_MILLISECONDS,
  ) {}

  /** Before anything is broken, so that no decision is made without it. */
  async open(): Promise<void> {
    if (!(await this.put(0))) throw new Error('the gate cannot be put in force');
  }

  start(): void {
    this.turning = this.turn();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.turning;
  }

  private async turn(): Promise<void> {
    for (let turn = 1; !this.stopping; turn++) {
      await this.put(turn);
      await pause(this.random() * this.longestWait);
    }
  }

  private async put(turn: number): Promise<boolean> {
    const answer = await this.changes.send({
      key: `turn ${String(turn)}`,
      method: 'POST',
      path: '/policies?activate=true',
      body: gatePolicy(turn),
    });
    if (answer === null) return false;
    this.acknowledged.push({ version: (answer.body as { version: number }).version, at: performance.now() });
    return true;
  }
}
