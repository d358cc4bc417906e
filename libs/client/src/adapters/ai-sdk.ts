import type { AcgsClient } from '../core/client.js';
import { governedToolCall, type ToolGovernance } from '../core/tool-call.js';

export type { ToolCall, ToolGovernance } from '../core/tool-call.js';

/** What all tools of the AI SDK have, whatever the version and the settings of the compiler. */
interface Tool {
  readonly inputSchema: unknown;
}

type Execute = (input: unknown, options: { readonly abortSignal?: AbortSignal }) => unknown;

/**
 * The tools of the AI SDK, each call of which is decided before it runs. What is not allowed is thrown, so the model is
 * told why. A tool that streams is run to its end, and gives its last output.
 *
 * @throws TypeError for a tool without `execute`: it would run elsewhere, where nobody asks
 */
export function governTools<Tools extends Readonly<Record<string, Tool>>>(
  client: AcgsClient,
  tools: Tools,
  governance: ToolGovernance = {},
): Tools {
  const governed = Object.entries(tools).map(([name, tool]) => {
    const { execute } = tool as { execute?: Execute };
    if (execute === undefined) {
      throw new TypeError(`The tool "${name}" has no execute, so its calls cannot be governed here`);
    }
    const run: Execute = (given, options) =>
      governedToolCall(client, governance, { tool: name, given, signal: options.abortSignal }, (input) =>
        lastOutput(execute.call(tool, input, options)),
      );
    return [name, { ...tool, execute: run }] as const;
  });
  return Object.fromEntries(governed) as unknown as Tools;
}

async function lastOutput(given: unknown): Promise<unknown> {
  if (!isAsyncIterable(given)) return given;
  let last: unknown;
  for await (const output of given) last = output;
  return last;
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
