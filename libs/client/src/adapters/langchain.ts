import type { AcgsClient } from '../core/client.js';
import { governedToolCall, type ToolGovernance } from '../core/tool-call.js';

export type { ToolCall, ToolGovernance } from '../core/tool-call.js';

/** What all tools of LangChain have, whatever the version and the settings of the compiler. */
interface NamedTool {
  readonly name: string;
  readonly schema: unknown;
}

interface Config {
  readonly signal?: AbortSignal;
}

/** Where every way to use a tool ends: `invoke`, `stream`, `batch` and a tool node. Its input has been parsed by then. */
type Call = (input: unknown, runManager: unknown, config: Config | undefined) => unknown;

/**
 * The LangChain tools, each call of which is decided before it runs. What is not allowed is thrown: a tool node tells the
 * model why. A tool that streams is run to its end, and its events are not passed on.
 *
 * @throws TypeError for what is no tool of LangChain
 */
export function governTools<const Tools extends readonly NamedTool[]>(
  client: AcgsClient,
  tools: Tools,
  governance: ToolGovernance = {},
): Tools {
  const governed = tools.map((tool): unknown => {
    const call = (tool as { _call?: Call })._call;
    if (call === undefined) {
      throw new TypeError(`"${tool.name}" is no tool of LangChain, so its calls cannot be governed here`);
    }
    const run: Call = (given, runManager, config) =>
      governedToolCall(client, governance, { tool: tool.name, given, signal: config?.signal }, (input) =>
        result(call.call(tool, input, runManager, config)),
      );
    return Object.create(tool, { _call: { value: run } });
  });
  return governed as unknown as Tools;
}

async function result(given: unknown): Promise<unknown> {
  const value = await given;
  if (!isAsyncGenerator(value)) return value;
  for (;;) {
    const step = await value.next();
    if (step.done === true) return step.value;
  }
}

const isAsyncGenerator = (value: unknown): value is AsyncGenerator =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
