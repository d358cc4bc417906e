import { type Scope } from '@acgs/contracts';
import { parse } from '@bufbuild/cel';
import { readFile } from 'node:fs/promises';
import { type RuleDocuments } from '../../tools/evaluate/decider.js';
import { type Suite } from '../../tools/evaluate/suite.js';
import { loadSuite, scalarsIn, suiteFiles } from './agentdojo-suites.js';

/** Numbers that mean nothing but "none" and "one". */
const TRIVIAL = ['0', '1'];
/** What the tools do, in words that their descriptions happen not to use. They name no task's object. */
const GENERAL_WORDS = [
  ...['pay', 'transfer'],
  ...['mail', 'write', 'forward', 'invite', 'schedule', 'move', 'document', 'update', 'remove'],
];

for (const source of suiteFiles()) {
  (source.there ? describe : describe.skip)(
    `the rules for ${source.name} (ACGS_DATA names AgentDojo)`,
    () => {
      it('name in their scopes nothing but tools and the types of the mapping', async () => {
        const { suite, mapping, rules } = await loadSuite(source);
        const tools = suite.tools.map(({ name }) => name);
        const types = Object.values(mapping.tools).map(({ resource }) => resource.type);
        const fitsNone = (glob: string, names: string[]): boolean =>
          !names.some((name) => new RegExp(`^${glob.replaceAll('*', '.*')}$`).test(name));

        expect(scopesOf(rules).flatMap(({ subjects }) => subjects.filter((glob) => glob !== '*'))).toEqual(
          [],
        );
        expect(
          scopesOf(rules).flatMap(({ actions }) => actions.filter((glob) => fitsNone(glob, tools))),
        ).toEqual([]);
        expect(
          scopesOf(rules).flatMap(({ resources }) => resources.filter((glob) => fitsNone(glob, types))),
        ).toEqual([]);
      });

      it('hold no value from a task or the environment', async () => {
        const { suite, rules } = await loadSuite(source);
        const values = new Set(
          [...scalarsIn(suite.environment, true), ...scalarsIn(suite.tasks.flatMap(argumentsOf))].map(
            (value) => value.toLowerCase(),
          ),
        );
        const borrowed = literalsIn(rules).filter((literal) => values.has(literal.toLowerCase()));

        expect(borrowed.filter((literal) => !TRIVIAL.includes(literal))).toEqual([]);
      });

      it('hold no word from a task or the environment but those for what the tools do', async () => {
        const { suite, rules } = await loadSuite(source);
        const vocabulary = wordsIn([toolsAsText(await readFile(source.file, 'utf8')), ...GENERAL_WORDS]);
        const told = wordsIn([...scalarsIn(suite.tasks), ...scalarsIn(suite.environment, true)]);
        const begins = (words: ReadonlySet<string>, stem: string): boolean =>
          [...words].some((word) => word.startsWith(stem));
        const borrowed = [...wordsIn(literalsIn(rules).map(withoutRegexSyntax))].filter(
          (word) => !TRIVIAL.includes(word) && begins(told, word) && !begins(vocabulary, word),
        );

        expect(borrowed).toEqual([]);
      });
    },
  );
}

it('finds the literals of a rule wherever they stand', () => {
  const rules = {
    constitution: { title: '', preamble: '', principles: [] },
    policies: [
      {
        rules: [
          {
            scope: { subjects: ['*'], actions: ['*'], resources: ['*'] },
            when: `action.properties['to'] in ['a', "b"] || [1, 2.5].exists(n, context.x.matches(r'c|d') && n > 7u)`,
          },
        ],
      },
    ],
  } as unknown as RuleDocuments;

  expect(literalsIn(rules).sort()).toEqual(['1', '2.5', '7', 'a', 'b', 'c|d', 'to']);
});

function rulesOf({ constitution, policies }: RuleDocuments): { scope: Scope; when: string }[] {
  return [...constitution.principles.map(({ rule }) => rule), ...policies.flatMap((policy) => policy.rules)];
}

function scopesOf(rules: RuleDocuments): Scope[] {
  return rulesOf(rules).map(({ scope }) => scope);
}

function literalsIn(rules: RuleDocuments): string[] {
  return rulesOf(rules).flatMap(({ when }) => constantsIn(parse(when)));
}

function argumentsOf({ calls }: Suite['tasks'][number]): unknown[] {
  return calls.map(({ args }) => args);
}

/** Names, descriptions and parameters of the tools; what the evaluation reads of them is less. */
function toolsAsText(suite: string): string {
  return JSON.stringify((JSON.parse(suite) as { tools: unknown }).tools);
}

/** The constants of a parsed expression, wherever they stand in its tree. */
function constantsIn(node: unknown): string[] {
  if (node === null || typeof node !== 'object') return [];
  const { case: kind, value } = node as { case?: unknown; value?: unknown };
  if (typeof kind === 'string' && /^(string|bytes|int64|uint64|double)Value$/.test(kind))
    return [String(value)];
  return Object.entries(node).flatMap(([name, member]: [string, unknown]) =>
    name === 'sourceInfo' ? [] : constantsIn(member),
  );
}

function withoutRegexSyntax(literal: string): string {
  return literal.replace(/\(\?[a-z]+\)|\\[a-z]/g, ' ');
}

function wordsIn(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
}
