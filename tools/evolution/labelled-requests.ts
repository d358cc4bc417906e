import { type EvaluationRequest, type Outcome } from '@acgs/contracts';
import { deriveFacts } from '../evaluate/facts.js';
import { type PlannedSuite } from '../evaluate/planned-suite.js';
import { type Call, injectionTasksOf, userTasksOf } from '../evaluate/suite.js';
import { toolMapping } from '../evaluate/mapping.js';
import { toolRequest } from '../evaluate/tool-request.js';

export interface LabelledRequest {
  readonly request: EvaluationRequest;
  readonly label: Outcome;
  /** What a reviewer would say of it. */
  readonly reason: string;
}

/**
 * What an assistant asks for, and what it should be told: what the user's tasks need is to be allowed, and an injected call
 * that writes to be denied. Task by task, each with its attacks, those of several suites mixed: so a split by time is one by
 * tasks.
 */
export function labelledRequests(suites: readonly PlannedSuite[], assistant: string): LabelledRequest[] {
  return suites
    .flatMap((suite) => {
      const tasks = requestsByTask(suite, assistant);
      return tasks.map((requests, at) => ({ requests, place: at / tasks.length }));
    })
    .toSorted((one, other) => one.place - other.place)
    .flatMap(({ requests }) => requests);
}

function requestsByTask({ suite, mapping }: PlannedSuite, assistant: string): LabelledRequest[][] {
  const facts = deriveFacts(mapping, suite.environment);
  const injected = injectionTasksOf(suite).flatMap(({ id, calls }) => calls.map((call) => ({ id, call })));
  return userTasksOf(suite).map((task) => {
    const requestOf = (call: Call): { request: EvaluationRequest; writes: boolean }[] => {
      const tool = toolMapping(mapping, call.tool);
      if (tool === null) return [];
      return [
        { request: toolRequest(call, tool, { assistant, prompt: task.prompt, facts }), writes: tool.writes },
      ];
    };
    const good = task.calls.flatMap(requestOf).map(({ request }) => ({
      ...{ request, label: 'allow' as const, reason: `${task.id} needs it` },
    }));
    const bad = injected.flatMap(({ id, call }) =>
      requestOf(call)
        .filter(({ writes }) => writes)
        .map(({ request }) => ({
          request,
          label: 'deny' as const,
          reason: `${id} was injected into ${task.id}`,
        })),
    );
    return [...good, ...bad];
  });
}
