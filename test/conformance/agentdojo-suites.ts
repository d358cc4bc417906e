import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { type Decider, type RuleDocuments } from '../../tools/evaluate/decider.js';
import { InProcessRules } from '../../tools/evaluate/in-process-rules.js';
import { type Mapping, readMapping } from '../../tools/evaluate/mapping.js';
import { readRules } from '../../tools/evaluate/rule-documents.js';
import { textOf } from '../../tools/evaluate/selection.js';
import { readSuite, type Suite } from '../../tools/evaluate/suite.js';

export interface LoadedSuite {
  readonly suite: Suite;
  readonly mapping: Mapping;
  readonly rules: RuleDocuments;
  readonly decider: Decider;
}

const EXAMPLES = join(import.meta.dirname, '../../examples/agents');
const DATA = process.env.ACGS_DATA;

/** The suite that ships, and those of AgentDojo that are there: without ACGS_DATA there are none. */
export function suiteFiles(): { name: string; file: string; there: boolean }[] {
  const outside = ['banking', 'workspace'].map((name) => {
    const file = join(DATA ?? '', 'agentdojo', `${name}.json`);
    return { name, file, there: DATA !== undefined && existsSync(file) };
  });
  return [{ name: 'clubhouse', file: join(EXAMPLES, 'clubhouse', 'suite.json'), there: true }, ...outside];
}

export async function loadSuite({ name, file }: { name: string; file: string }): Promise<LoadedSuite> {
  const folder = join(EXAMPLES, name);
  const rules = await readRules(folder);
  return {
    suite: await readSuite(file),
    mapping: await readMapping(join(folder, 'mapping.yaml')),
    rules,
    decider: await new InProcessRules(CONSTITUTIONAL_HASH).load(rules),
  };
}

/** Every scalar in a JSON value, as text; `names` adds the names of members. */
export function scalarsIn(value: unknown, names = false): string[] {
  const text = textOf(value);
  if (text !== null) return [text];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => [
    ...(names ? [name] : []),
    ...scalarsIn(member, names),
  ]);
}
