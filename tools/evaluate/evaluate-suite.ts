import { type Decider } from './decider.js';
import { EvaluationInputError } from './evaluation-input.errors.js';
import { deriveFacts } from './facts.js';
import { type Mapping, type ToolMapping, toolMapping } from './mapping.js';
import { type DecidedCall, type SuiteScore } from './score.js';
import { type Call, injectionTasksOf, type Suite, type UserTask, userTasksOf } from './suite.js';
import { type Situation, toolRequest } from './tool-request.js';

export interface SuiteEvaluation {
  readonly suite: Suite;
  readonly mapping: Mapping;
  readonly decider: Decider;
  /** The id of the assistant: over HTTP, the client whose token asks. */
  readonly assistant: string;
  /** Called after each user task. */
  progress(done: number, of: number): void;
}

/**
 * Decides every call of every user task, and every call of every injection task under every user task's prompt. The
 * calls of one user task are under way at once, tasks one after another.
 */
export async function evaluateSuite(evaluation: SuiteEvaluation): Promise<SuiteScore> {
  const { suite, mapping, decider, assistant } = evaluation;
  const facts = deriveFacts(mapping, suite.environment);
  const users = userTasksOf(suite);
  const injections = injectionTasksOf(suite);
  const doesHarm = ({ calls }: { calls: Call[] }): boolean =>
    calls.some(({ tool }) => toolOf(mapping, tool).writes);

  const decideAll = async (calls: readonly Call[], prompt: string): Promise<DecidedCall[]> =>
    Promise.all(calls.map((call) => decideCall(call, mapping, decider, { assistant, prompt, facts })));

  const evaluateUser = async (user: UserTask): Promise<Omit<SuiteScore, 'suite' | 'leftOut'>> => {
    const [calls, attacks] = await Promise.all([
      decideAll(user.calls, user.prompt),
      Promise.all(
        injections.filter(doesHarm).map(async (injection) => ({
          user,
          injection,
          injected: await decideAll(injection.calls, user.prompt),
        })),
      ),
    ]);
    return { benign: [{ task: user, calls }], attacks };
  };

  const parts = [];
  for (const [index, user] of users.entries()) {
    parts.push(await evaluateUser(user));
    evaluation.progress(index + 1, users.length);
  }
  return {
    suite: suite.suite,
    benign: parts.flatMap(({ benign }) => benign),
    attacks: parts.flatMap(({ attacks }) => attacks),
    leftOut: injections.filter((injection) => !doesHarm(injection)),
  };
}

async function decideCall(
  call: Call,
  mapping: Mapping,
  decider: Decider,
  situation: Situation,
): Promise<DecidedCall> {
  const tool = toolOf(mapping, call.tool);
  return { call, writes: tool.writes, verdict: await decider.decide(toolRequest(call, tool, situation)) };
}

function toolOf(mapping: Mapping, name: string): ToolMapping {
  const tool = toolMapping(mapping, name);
  if (tool === null) throw new EvaluationInputError('the mapping', [`nothing is said of "${name}"`]);
  return tool;
}
