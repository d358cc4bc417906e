import { setTimeout as pause } from 'node:timers/promises';
import { ApiClient } from '../../../tools/installation/api-client.js';
import { DecisionCaller, type Headers } from '../decision-caller.js';
import { DecisionAudit } from '../decisions-audit.js';
import { type Question, questionOf } from '../decisions-questions.js';

const CALLERS = 6;
const BETWEEN_MILLISECONDS = 25;
const BETWEEN_TOKENS_MILLISECONDS = 500;

/** Decisions and tokens through the gateway, each expected to be answered right at once, until it is ended. */
export class RollingLoad {
  readonly audit = new DecisionAudit();
  /** What was not answered, or answered otherwise than it should. */
  readonly failed: string[] = [];
  tokens = 0;
  private next = 0;
  private ending = false;
  private readonly caller: DecisionCaller;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly gateway: string,
    private readonly home: string,
    private readonly seed: number,
    headers: Readonly<Record<Question['caller'] | 'auditor', Headers>>,
  ) {
    this.caller = new DecisionCaller(headers);
  }

  start(): void {
    this.running = Promise.all([...Array.from({ length: CALLERS }, () => this.decide()), this.login()]);
  }

  async end(): Promise<void> {
    this.ending = true;
    await this.running;
    await this.caller.close();
  }

  /** Asks each of these addresses the same under one key: whoever answers first decides, and all the others repeat it. */
  async askAll(addresses: readonly string[]): Promise<void> {
    const question = questionOf(this.seed, this.next++);
    for (const address of addresses) await this.ask(address, question);
  }

  private async decide(): Promise<void> {
    while (!this.ending) {
      await this.ask(this.gateway, questionOf(this.seed, this.next++));
      await pause(BETWEEN_MILLISECONDS);
    }
  }

  private async ask(address: string, question: Question): Promise<void> {
    this.audit.ask(question);
    const attempt = await this.caller.attempt(address, question);
    if (attempt.kind === 'decided') this.audit.acknowledge(question, attempt.decisions);
    else this.failed.push(`${question.key}: ${JSON.stringify(attempt)}`);
    if (
      attempt.kind === 'decided' &&
      attempt.decisions.some(({ reasons }) => reasons[0]?.code === 'rules-stale')
    )
      this.failed.push(`${question.key}: denied for the lack of rules`);
  }

  private async login(): Promise<void> {
    while (!this.ending) {
      await ApiClient.login(this.gateway, this.home, 'demo-agent').then(
        () => this.tokens++,
        (error: unknown) => this.failed.push(`token: ${(error as Error).message}`),
      );
      await pause(BETWEEN_TOKENS_MILLISECONDS);
    }
  }
}
