import type { EvaluationRequest } from './api.js';
import type { AcgsClient } from './client.js';
import type { GuardOptions } from './guard.js';

export interface ToolCall {
  readonly tool: string;
  /** What the tool gets. A single value that is no record stands here as `input`. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** What rules see of a tool call, and what happens around it. */
export interface ToolGovernance extends Omit<GuardOptions, 'request' | 'signal'> {
  /** The name of the action; that of the tool unless told. */
  readonly action?: (call: ToolCall) => string;
  /** What the call acts on; the tool itself unless told. */
  readonly resource?: (call: ToolCall) => EvaluationRequest['resource'];
  readonly context?: (call: ToolCall) => Readonly<Record<string, unknown>>;
}

/**
 * Runs a tool on its input when that is allowed. The tool gets the copy of the input that was decided on, so nothing that
 * happens to the original meanwhile changes what it does.
 *
 * @throws as `guard` does; DOMException for an input that cannot be copied
 */
export async function governedToolCall<Result>(
  client: Pick<AcgsClient, 'guard'>,
  { action, resource, context, ...around }: ToolGovernance,
  { tool, given, signal }: { tool: string; given: unknown; signal: AbortSignal | undefined },
  run: (input: unknown) => Result | Promise<Result>,
): Promise<Result> {
  const copy = structuredClone(given);
  const call = { tool, input: isRecord(copy) ? copy : { input: copy } };
  return client.guard(() => run(copy), {
    ...around,
    ...(signal === undefined ? {} : { signal }),
    request: {
      action: { name: action?.(call) ?? tool, properties: call.input },
      resource: resource?.(call) ?? { type: 'tool', id: tool },
      context: context?.(call) ?? {},
    },
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
