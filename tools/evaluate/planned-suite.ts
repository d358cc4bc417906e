import { access, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type RuleDocuments } from './decider.js';
import { EvaluationInputError } from './evaluation-input.errors.js';
import { deriveFacts, emptyPaths, FactError } from './facts.js';
import { type Mapping, readMapping, requireEveryTool } from './mapping.js';
import { mappingBeside, readRules } from './rule-documents.js';
import { readSuite, type Suite } from './suite.js';

/** What a person asked for; what is null is found by the suite's name among the examples. */
export interface Wish {
  readonly suite: string | null;
  readonly rules: string | null;
  readonly mapping: string | null;
}

/** A suite with everything read and checked, so that nothing has to be started for a faulty file. */
export interface PlannedSuite {
  readonly suite: Suite;
  readonly mapping: Mapping;
  readonly rules: RuleDocuments;
  readonly rulesFrom: string;
  readonly notes: readonly string[];
}

/** The suite that ships with the project. */
const OWN = 'clubhouse';

/**
 * The suite that was asked for, or else those of `data` for which there are example rules, or else the one that ships.
 *
 * @throws EvaluationInputError for the first file that is not usable, with all its faults.
 */
export async function planSuites(wish: Wish, examples: string, data: string | null): Promise<PlannedSuite[]> {
  const files = wish.suite === null ? await knownSuites(examples, data) : [wish.suite];
  if (files.length > 1 && wish.rules !== null) {
    throw new EvaluationInputError(wish.rules, ['--rules needs --suite, to say which suite they are for']);
  }
  return Promise.all(files.map((file) => planSuite(file, wish, examples)));
}

async function knownSuites(examples: string, data: string | null): Promise<string[]> {
  if (data === null) return [join(examples, OWN, 'suite.json')];
  const folder = join(data, 'agentdojo');
  const files = await readdir(folder).catch(() => []);
  const names = files.filter((file) => file.endsWith('.json')).map((file) => basename(file, '.json'));
  const known = await Promise.all(names.map((name) => exists(join(examples, name))));
  const suites = names.filter((_, index) => known[index] === true).sort();
  if (suites.length > 0) return suites.map((name) => join(folder, `${name}.json`));
  throw new EvaluationInputError(folder, [
    'ACGS_DATA is set, but there is no suite here that the examples have rules for',
  ]);
}

async function planSuite(file: string, wish: Wish, examples: string): Promise<PlannedSuite> {
  const suite = await readSuite(file);
  const rulesFrom = wish.rules ?? join(examples, basename(suite.suite));
  if (wish.rules === null && !(await exists(rulesFrom))) {
    throw new EvaluationInputError(file, [
      `there are no example rules for "${suite.suite}": name some with --rules`,
    ]);
  }
  const rules = await readRules(rulesFrom);
  const mappingFile = wish.mapping ?? (await mappingBeside(rulesFrom));
  const mapping = await readMapping(mappingFile);
  requireEveryTool(mappingFile, mapping, suite);
  requireFacts(mappingFile, mapping, suite);
  const notes = emptyPaths(mapping, suite.environment).map(
    (path) => `the path "${path}" of the mapping finds nothing`,
  );
  return { suite, mapping, rules, rulesFrom, notes };
}

function requireFacts(file: string, mapping: Mapping, suite: Suite): void {
  try {
    deriveFacts(mapping, suite.environment);
  } catch (error) {
    if (error instanceof FactError) throw new EvaluationInputError(file, [error.message]);
    throw error;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
