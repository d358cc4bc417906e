import type { EvaluationRequest } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../../tools/installation/api-client.js';
import { type Question, questionOf } from '../decisions-questions.js';
import type { Exchange } from './exchange.js';

export const GATE = 'gate';
const GATED_EVERY = 4;
const LONGEST_WAIT_MILLISECONDS = 1500;

/** Those of `decisions-questions.ts`, and one in four about what the gate permits or forbids at that moment. */
export function gatedQuestionOf(seed: number, n: number): Question {
  if (n % GATED_EVERY !== 0) return questionOf(seed, n);
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
    private readonly admin: ApiClient,
    private readonly exchanges: Exchange[],
    private readonly random: () => number,
  ) {}

  /** Before anything is broken, so that no decision is made without it. */
  async open(): Promise<void> {
    if ((await this.put(0)) !== '200') throw new Error('the gate cannot be put in force');
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
      const sentAt = performance.now();
      const ending = await this.put(turn);
      this.exchanges.push({
        key: `turn ${String(turn)}`,
        target: 'rules',
        sentAt,
        endedAt: performance.now(),
        ending,
      });
      await pause(this.random() * LONGEST_WAIT_MILLISECONDS);
    }
  }

  private async put(turn: number): Promise<string> {
    try {
      const { status, headers, body } = await this.admin.call(
        'POST',
        '/policies?activate=true',
        gatePolicy(turn),
      );
      if (status === 503 && !headers.has('retry-after')) return '503 without Retry-After';
      if (status !== 201) return String(status);
      this.acknowledged.push({ version: (body as { version: number }).version, at: performance.now() });
      return '200';
    } catch (error) {
      const { code } = (error as { cause?: NodeJS.ErrnoException }).cause ?? {};
      return code === 'ECONNREFUSED' ? 'refused' : 'broken';
    }
  }
}
