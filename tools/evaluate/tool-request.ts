import { type EvaluationRequest } from '@acgs/contracts';
import { type Facts } from './facts.js';
import { type ToolMapping } from './mapping.js';
import { type Path } from './path.js';
import { select, textOf } from './selection.js';
import { type Call } from './suite.js';

/** What an agent platform knows when a tool is about to be called; it does not know what the call is for. */
export interface Situation {
  readonly assistant: string;
  readonly prompt: string;
  readonly facts: Facts;
}

const ID_MAX_LENGTH = 512;
const HALF_A_CHARACTER = /[\ud800-\udbff]$/;
/** Stands for what the tool acts on when its arguments name nothing: the account the assistant works for. */
const OWN = 'own';

export function toolRequest(call: Call, tool: ToolMapping, situation: Situation): EvaluationRequest {
  const targets = targetsOf(call, tool.resource.id ?? []);
  const id = targets.join(',').slice(0, ID_MAX_LENGTH).replace(HALF_A_CHARACTER, '');
  return {
    subject: { type: 'agent', id: situation.assistant, properties: {} },
    action: { name: call.tool, properties: call.args },
    resource: {
      type: tool.resource.type,
      id: id === '' ? OWN : id,
      properties: { targets, record: recordOf(targets, tool.resource.record, situation.facts) },
    },
    context: { prompt: situation.prompt, facts: situation.facts },
  };
}

/** Lists are taken apart, so that one path does for an argument that is one address or several. */
function targetsOf(call: Call, paths: readonly Path[]): string[] {
  return paths
    .flatMap((path) => select(path, call.args).found)
    .flatMap(({ value }): unknown[] => (Array.isArray(value) ? value : [value]))
    .map(textOf)
    .filter((text) => text !== null);
}

function recordOf(targets: readonly string[], fact: string | undefined, facts: Facts): unknown {
  const records = fact === undefined ? undefined : facts[fact];
  const [target] = targets;
  if (target === undefined || typeof records !== 'object' || records === null) return null;
  return Object.hasOwn(records, target) ? (records as Record<string, unknown>)[target] : null;
}
