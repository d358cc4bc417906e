import {
  type ConstitutionDraft,
  ConstitutionDraftSchema,
  type Fault,
  type PolicyDraft,
  PolicyDraftSchema,
} from '@acgs/contracts';
import { checkConstitution, checkPolicy } from '@acgs/rules';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type RuleDocuments } from './decider.js';
import { EvaluationInputError } from './evaluation-input.errors.js';
import { readInput, unreadable } from './input-file.js';

const RulesFileSchema = z.strictObject({
  constitution: ConstitutionDraftSchema,
  policies: z.array(PolicyDraftSchema).min(1),
});

/**
 * Reads a folder that holds `constitution.yaml` and `policies/*.yaml`, or one file with both members.
 *
 * @throws EvaluationInputError listing every fault of the first file that has any.
 */
export async function readRules(fileOrFolder: string): Promise<RuleDocuments> {
  if (!(await isFolder(fileOrFolder))) {
    const rules = await readInput(fileOrFolder, RulesFileSchema);
    requireNone(fileOrFolder, [
      ...checkConstitution(rules.constitution),
      ...rules.policies.flatMap((policy) => checkPolicy(policy, rules.constitution)),
    ]);
    return rules;
  }
  const constitutionFile = join(fileOrFolder, 'constitution.yaml');
  const constitution = await readInput(constitutionFile, ConstitutionDraftSchema);
  requireNone(constitutionFile, checkConstitution(constitution));
  const folder = join(fileOrFolder, 'policies');
  const files = (await namesIn(folder)).filter((name) => /\.(yaml|yml|json)$/.test(name)).sort();
  if (files.length === 0) throw new EvaluationInputError(folder, ['it holds no policy: no *.yaml file']);
  return {
    constitution,
    policies: await Promise.all(files.map((name) => readPolicy(join(folder, name), constitution))),
  };
}

async function readPolicy(file: string, constitution: ConstitutionDraft): Promise<PolicyDraft> {
  const policy = await readInput(file, PolicyDraftSchema);
  requireNone(file, checkPolicy(policy, constitution));
  return policy;
}

function requireNone(file: string, faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const texts = faults.map(({ path, message, line, column, suggestion }) => {
    const place = line === undefined ? path : `${path} at ${line}:${column ?? 1}`;
    return `${place}: ${message}${suggestion === undefined ? '' : ` (${suggestion})`}`;
  });
  throw new EvaluationInputError(file, texts);
}

/** Where the mapping lies when no other place is named. */
export async function mappingBeside(rules: string): Promise<string> {
  return join((await isFolder(rules)) ? rules : dirname(rules), 'mapping.yaml');
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
}
