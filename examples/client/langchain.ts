import type { AcgsClient } from '@acgs/client';
import { governTools } from '@acgs/client/langchain';
import { AIMessage, ToolMessage } from '@langchain/core/messages';
import type { ToolCall } from '@langchain/core/messages/tool';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { type AgentRun, CALLS, PaymentsDesk, type ToldCall } from './payments-agent.js';

/** The loop of an agent, with messages that ask for `CALLS` where a model would have written them. */
export async function run(acgs: AcgsClient): Promise<AgentRun> {
  const desk = new PaymentsDesk();
  const account = z.string();
  const [read, send] = governTools(
    acgs,
    [
      tool((input) => desk.readAccount(input), {
        name: 'accounts_read',
        description: 'Reads the balance of an account',
        schema: z.object({ account }),
      }),
      tool((input) => desk.sendPayment(input), {
        name: 'payments_send',
        description: 'Sends money to an account',
        schema: z.object({ account, amount: z.number(), currency: z.string() }),
      }),
    ],
    desk.governance,
  );
  const invoke: Readonly<Record<string, (call: ToolCall) => Promise<ToolMessage>>> = {
    accounts_read: (call) => read.invoke({ ...call, type: 'tool_call' }),
    payments_send: (call) => send.invoke({ ...call, type: 'tool_call' }),
  };
  const calls: ToldCall[] = [];
  for (const call of messages().flatMap(({ tool_calls: asked = [] }) => asked)) {
    const told = await invoke[call.name]?.(call).catch((error: unknown) => errorMessage(call, error));
    calls.push({ tool: call.name, input: call.args, told: told?.text ?? '' });
  }
  return { calls, done: desk.done, notices: desk.notices, outcomes: desk.outcomes };
}

/** What a tool node of LangGraph tells the model. */
const errorMessage = (call: ToolCall, error: unknown): ToolMessage =>
  new ToolMessage({ content: String(error), tool_call_id: call.id ?? '', status: 'error' });

const messages = (): AIMessage[] =>
  CALLS.map(
    ({ tool: name, input }, index) =>
      new AIMessage({ content: '', tool_calls: [{ name, args: input, id: String(index) }] }),
  );
