import type { GuardOutcome } from '@acgs/client';
import type { ToolGovernance } from '@acgs/client/ai-sdk';

const KNOWN = 'DE89370400440532013000';
const STRANGER = 'DE02120300000000202051';

/** What a model would ask for, one call after the other. */
export const CALLS = [
  { tool: 'accounts_read', input: { account: KNOWN } },
  { tool: 'payments_send', input: { account: KNOWN, amount: 250, currency: 'EUR' } },
  { tool: 'payments_send', input: { account: STRANGER, amount: 250, currency: 'EUR' } },
  { tool: 'payments_send', input: { account: KNOWN, amount: 2500, currency: 'EUR' } },
] as const;

/** What came of a call: whether the tool ran, and what the model is told. */
export interface ToldCall {
  readonly tool: string;
  readonly input: unknown;
  readonly told: string;
}

export interface AgentRun {
  readonly calls: readonly ToldCall[];
  /** The calls that reached the bank. */
  readonly done: readonly string[];
  readonly notices: readonly string[];
  readonly outcomes: readonly GuardOutcome[];
}

/** The tools' side: a bank that notes what is done to it, and how its calls look to rules. */
export class PaymentsDesk {
  readonly done: string[] = [];
  readonly notices: string[] = [];
  readonly outcomes: GuardOutcome[] = [];

  readAccount({ account }: { account: string }): string {
    this.done.push(`read ${account}`);
    return `${account}: 12000 EUR`;
  }

  sendPayment({ account, amount, currency }: { account: string; amount: number; currency: string }): string {
    this.done.push(`send ${String(amount)} to ${account}`);
    return `sent ${String(amount)} ${currency} to ${account}`;
  }

  /** Models name tools without dots; the rules of the demonstration speak of `payments.send` and of accounts. */
  readonly governance: ToolGovernance = {
    action: ({ tool }) => tool.replace('_', '.'),
    resource: ({ input }) => ({ type: 'account', id: String(input.account) }),
    context: () => ({ knownPayees: [KNOWN] }),
    obligations: {
      'notify-owner': ({ properties }) => this.notices.push(`by ${String(properties.channel)}`),
    },
    onOutcome: (outcome) => this.outcomes.push(outcome),
  };
}
