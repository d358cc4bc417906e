import type { AcgsClient } from '@acgs/client';
import { governTools } from '@acgs/client/ai-sdk';
import { generateText, stepCountIs, tool } from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { z } from 'zod';
import { type AgentRun, CALLS, PaymentsDesk } from './payments-agent.js';

/** The AI SDK's own loop, with a model that asks for `CALLS` and then says that it is done. */
export async function run(acgs: AcgsClient): Promise<AgentRun> {
  const desk = new PaymentsDesk();
  const account = z.string();
  const tools = governTools(
    acgs,
    {
      accounts_read: tool({
        description: 'Reads the balance of an account',
        inputSchema: z.object({ account }),
        execute: (input) => desk.readAccount(input),
      }),
      payments_send: tool({
        description: 'Sends money to an account',
        inputSchema: z.object({ account, amount: z.number(), currency: z.string() }),
        execute: (input) => desk.sendPayment(input),
      }),
    },
    desk.governance,
  );
  const { steps } = await generateText({
    model: scriptedModel(),
    prompt: 'Pay my bills.',
    tools,
    stopWhen: stepCountIs(CALLS.length + 1),
  });
  const calls = steps
    .flatMap(({ content }) => content)
    .flatMap((part) => {
      if (part.type === 'tool-error') return [{ ...named(part), told: String(part.error) }];
      return part.type === 'tool-result' ? [{ ...named(part), told: String(part.output) }] : [];
    });
  return { calls, done: desk.done, notices: desk.notices, outcomes: desk.outcomes };
}

const named = (part: { toolName: string; input: unknown }): { tool: string; input: unknown } => ({
  tool: part.toolName,
  input: part.input,
});

function scriptedModel(): MockLanguageModelV3 {
  const none = undefined;
  const usage = {
    inputTokens: { total: none, noCache: none, cacheRead: none, cacheWrite: none },
    outputTokens: { total: none, text: none, reasoning: none },
  };
  const asks = CALLS.map(({ tool: toolName, input }, index) => ({
    content: [
      { type: 'tool-call' as const, toolCallId: String(index), toolName, input: JSON.stringify(input) },
    ],
    finishReason: { unified: 'tool-calls' as const, raw: none },
    usage,
    warnings: [],
  }));
  const end = {
    content: [{ type: 'text' as const, text: 'Done.' }],
    finishReason: { unified: 'stop' as const, raw: none },
    usage,
    warnings: [],
  };
  return new MockLanguageModelV3({ doGenerate: [...asks, end] });
}
