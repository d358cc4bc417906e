import {
  ConstitutionDraftSchema,
  type EvaluationRequest,
  type Fault,
  PolicyDraftSchema,
  PrincipleEffectSchema,
} from '@acgs/contracts';
import { checkConstitution, checkPolicy, policyTestFaults } from '@acgs/rules';
import { parse } from 'yaml';
import { z } from 'zod';
import { CONSTITUTIONAL_CORE } from '../../apps/constitutional-core/src/constitutional-core.definition.js';
import { GOVERNANCE_ENGINE } from '../../apps/governance-engine/src/governance-engine.definition.js';
import { checkCondition } from '../../libs/rules/src/core/cel/check-condition.js';
import { compileCondition } from '../../libs/rules/src/core/cel/compile-condition.js';
import { FUNCTION_DOCS } from '../../libs/rules/src/core/cel/functions/registry.js';
import { DEEPEST_LOOPS, DEEPEST_NESTING, LONGEST_TEXT } from '../../libs/rules/src/core/cel/limits.js';
import { PayloadTooLargeError } from '../../libs/service/src/request.errors.js';
import { parseYamlBody } from '../../libs/service/src/yaml-body.js';
import { codeBlocks, codesIn, pageText, plain, sectionOf, sectionsOf, tableRows } from './docs-pages.js';

const PAGE = pageText('docs/writing-rules.md');
const MEBIBYTE = 1024 * 1024;

const request = (context: unknown): EvaluationRequest => ({
  subject: { type: 'agent', id: 'a', properties: {} },
  action: { name: 'read', properties: {} },
  resource: { type: 'document', id: 'd', properties: {} },
  context: context as Record<string, unknown>,
});

function faultsOfDocument(document: unknown): readonly Fault[] {
  const isPolicy = typeof document === 'object' && document !== null && 'rules' in document;
  if (!isPolicy) return checkConstitution(ConstitutionDraftSchema.parse(document));
  const policy = PolicyDraftSchema.parse(document);
  return [...checkPolicy(policy), ...policyTestFaults(policy, null)];
}

describe('docs/writing-rules.md', () => {
  it('shows rules that are valid and compile', () => {
    const documents = codeBlocks(PAGE, 'yaml').map((text) => parse(text) as unknown);
    expect(documents.length).toBeGreaterThanOrEqual(2);
    expect(documents.flatMap(faultsOfDocument)).toStrictEqual([]);
  });

  it('shows conditions that compile', () => {
    const conditions = codeBlocks(PAGE, 'cel').flatMap((text) => text.trim().split('\n'));
    expect(conditions.length).toBeGreaterThanOrEqual(5);
    expect(conditions.flatMap((text) => checkCondition(text).map((fault) => [text, fault]))).toStrictEqual(
      [],
    );
  });

  it('lists the functions that there are, each as it is called, with what it gives and costs', () => {
    const rows = sectionsOf(PAGE)
      .flatMap(({ text }) => tableRows(text))
      .filter((row) => 'call' in row)
      .map((row) => ({ signatures: codesIn(row.call), doc: row.gives, cost: row.cost }));
    const declared = FUNCTION_DOCS.map(({ signatures, doc, cost }) => ({ signatures, doc, cost }));
    const byCall = (
      one: { signatures: readonly string[] },
      other: { signatures: readonly string[] },
    ): number => (String(one.signatures) < String(other.signatures) ? -1 : 1);
    expect(rows.sort(byCall)).toStrictEqual(declared.sort(byCall));
  });

  it('tells truly what becomes of missing attributes and errors', () => {
    const rows = tableRows(sectionOf(PAGE, 'Missing attributes and errors'));
    expect(rows.length).toBeGreaterThanOrEqual(8);
    const results = rows.map((row) => {
      const context = JSON.parse(plain(row.context)) as unknown;
      const result = compileCondition(plain(row.condition)).evaluate(request(context));
      return { ...row, result: typeof result === 'boolean' ? String(result) : result.error };
    });
    expect(results).toStrictEqual(rows);
  });

  it('names every effect that a principle can have', () => {
    const principle = codeBlocks(PAGE, 'yaml')[0] ?? '';
    expect(/effect: \w+ # (.+)$/m.exec(principle)?.[1]?.split(', ')).toStrictEqual(
      PrincipleEffectSchema.options,
    );
  });

  it('names the limits that hold', () => {
    const limits = tableRows(sectionOf(PAGE, 'Limits')).map((row) => [row.limit, Number(row.value)]);
    const constitution = z.toJSONSchema(ConstitutionDraftSchema, { io: 'input' });
    const policy = z.toJSONSchema(PolicyDraftSchema, { io: 'input' });
    expect(Object.fromEntries(limits)).toStrictEqual({
      'principles in a constitution': at(
        constitution,
        '$defs.ConstitutionDraft.properties.principles.maxItems',
      ),
      'rules in a policy': at(policy, '$defs.PolicyDraft.properties.rules.maxItems'),
      'characters of a condition': at(policy, '$defs.PolicyRule.properties.when.maxLength'),
      'levels of brackets or operators': DEEPEST_NESTING,
      'macros within each other': DEEPEST_LOOPS,
      'steps of one evaluation': stepBudget(),
      'globs in a list of a scope': at(policy, '$defs.Scope.properties.actions.maxItems'),
      'characters of a glob': at(policy, '$defs.Scope.properties.actions.items.maxLength'),
      'stars in a glob': mostStars(),
      'obligations of a rule': at(policy, '$defs.PolicyRule.properties.obligations.maxItems'),
      'tests of a policy': at(policy, '$defs.PolicyDraft.properties.tests.maxItems'),
      'characters of a message': at(policy, '$defs.PolicyRule.properties.message.maxLength'),
      'characters of an id': longestId(),
      'MiB of a document as JSON': documentBytes() / MEBIBYTE,
      'MiB of a document as YAML': yamlBytes() / MEBIBYTE,
    });
    expect(LONGEST_TEXT).toBe(at(policy, '$defs.PolicyRule.properties.when.maxLength'));
  });
});

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);
}

/** What a condition without end says that it had. */
function stepBudget(): number {
  const endless = compileCondition('context.a.all(x, context.a.all(y, context.a.all(z, z >= 0.0)))');
  const result = endless.evaluate(request({ a: Array.from({ length: 100 }, () => 1) }));
  return Number(/step budget of (\d+) spent/.exec(typeof result === 'boolean' ? '' : result.error)?.[1]);
}

const policyWith = (id: string, glob: string): unknown => ({
  id,
  title: 't',
  owner: 'o',
  rules: [{ id: 'r', title: 't', scope: { actions: [glob] }, effect: 'permit', message: 'm' }],
});

const isValid = (id: string, glob: string): boolean =>
  PolicyDraftSchema.safeParse(policyWith(id, glob)).success;

function mostStars(): number {
  let stars = 0;
  while (isValid('p', '*a'.repeat(stars + 1))) stars++;
  return stars;
}

function longestId(): number {
  let length = 0;
  while (isValid('p'.repeat(length + 1), '*')) length++;
  return length;
}

/** The same for constitutions and policies. */
function documentBytes(): number {
  const limits = [
    CONSTITUTIONAL_CORE.bodies?.['/api/v1/constitution/versions'],
    CONSTITUTIONAL_CORE.bodies?.['/api/v1/constitution/validate'],
    GOVERNANCE_ENGINE.bodies?.['/api/v1/policies'],
  ].map((body) => body?.limitBytes);
  expect(new Set(limits).size).toBe(1);
  return limits[0] ?? Number.NaN;
}

/** The longest document of nothing but a comment that is read to its end, to the MiB. */
function yamlBytes(): number {
  let bytes = 0;
  while (bytes < 16 * MEBIBYTE && !isTooLarge(Buffer.alloc(bytes + MEBIBYTE, '#'))) bytes += MEBIBYTE;
  expect(isTooLarge(Buffer.alloc(bytes + 1, '#'))).toBe(true);
  return bytes;
}

function isTooLarge(body: Buffer): boolean {
  try {
    parseYamlBody(body);
    return false;
  } catch (error) {
    return error instanceof PayloadTooLargeError;
  }
}
