import {
  type Obligation,
  type EvaluationRequest,
  type Outcome,
  type PolicyDraft,
  type Principle,
  type Scope,
} from '@acgs/contracts';
import fc from 'fast-check';
import { type Evaluation } from './evaluation.js';
import { verdictOf } from './precedence.js';
import { compileRuleSet, type RuleSet } from './rule-set.js';

interface Documents {
  readonly principles: readonly Principle[];
  readonly policies: readonly PolicyDraft[];
}

const request: EvaluationRequest = {
  subject: { type: 'agent', id: 'a1', properties: {} },
  action: { name: 'send_mail', properties: {} },
  resource: { type: 'mail', id: 'm1', properties: {} },
  context: { limit: 1 },
};
const severity: Record<Outcome, number> = { allow: 0, escalate: 1, deny: 2 };

const globs = (...texts: string[]): fc.Arbitrary<string[]> => fc.subarray(texts, { minLength: 1 });
const scope: fc.Arbitrary<Scope> = fc.record({
  subjects: globs('*', 'agent', 'human'),
  actions: globs('*', 'send_*', 'delete_*'),
  resources: globs('mail', 'file'),
});
const when = fc.constantFrom(
  'true',
  'false',
  'context.limit == 1',
  'context.limit == 2',
  'context.missing == 1',
);
const obligations = fc.constantFrom<Obligation[]>([], [{ id: 'notify', properties: {} }]);
const fields = { scope, when, obligations, message: fc.constant('because') };

const principle = fc
  .record({ ...fields, effect: fc.constantFrom('forbid' as const, 'escalate' as const, 'warn' as const) })
  .map((rule) => ({ title: 'Principle', statement: '-', category: '-', severity: 'low' as const, rule }));
const policyRule = fc
  .record({ ...fields, effect: fc.constantFrom('forbid', 'escalate', 'warn', 'permit', 'permit') })
  .map((rule) => ({ title: 'Rule', ...rule }));
const numbered = <Item extends object>(list: Item[], letter: string): (Item & { id: string })[] =>
  list.map((item, i) => ({ ...item, id: `${letter}${i}` }));
const policy = fc
  .array(policyRule, { minLength: 1, maxLength: 5 })
  .map((rules) => ({ title: 'Policy', owner: 'team', description: '', rules: numbered(rules, 'r') }));
const documents: fc.Arbitrary<Documents> = fc.record({
  principles: fc.array(principle, { maxLength: 5 }).map((list) => numbered(list, 'P')),
  policies: fc.array(policy, { maxLength: 3 }).map((list) => numbered(list, 'p')),
});

function compiled({ principles, policies }: Documents): RuleSet {
  const version = { version: 1, digest: '0'.repeat(64) };
  return compileRuleSet({
    constitution: { ...version, document: { title: 'Test', preamble: '', principles: [...principles] } },
    policies: policies.map((document) => ({ ...version, document })),
    constitutionalHash: 'cdd01ef066bc6cf2',
  });
}

function evaluated(given: Documents, isApproved = false): Evaluation {
  return compiled(given).evaluate(request, isApproved);
}

const everywhere: Scope = { subjects: ['*'], actions: ['*'], resources: ['*'] };
const forbidding = { effect: 'forbid' as const, scope: everywhere, message: 'no', obligations: [] };

describe('rule sets', () => {
  it('deny once a forbid is added that holds or fails, in a principle or a policy', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('true', 'context.missing == 1'), (given, condition) => {
        const rule = { ...forbidding, when: condition };
        const added = { id: 'added', title: 'Added' };
        const article = { ...added, statement: '-', category: '-', severity: 'low' as const, rule };
        const { principles, policies } = given;
        const team = { id: 'added', title: 'Added', owner: 'team', description: '' };
        const extra = { ...team, rules: [{ ...added, ...rule }] };
        for (const isApproved of [false, true]) {
          const asPrinciple = evaluated({ policies, principles: [...principles, article] }, isApproved);
          const asPolicy = evaluated({ principles, policies: [...policies, extra] }, isApproved);
          expect([asPrinciple.outcome, asPolicy.outcome]).toEqual(['deny', 'deny']);
        }
      }),
    );
  });

  it('never turn milder when a permit is taken away', () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat(), fc.boolean(), (given, at, below, isApproved) => {
        const chosen = given.policies[at % Math.max(given.policies.length, 1)]?.rules ?? [];
        const permits = chosen.filter(({ effect }) => effect === 'permit');
        const permit = permits[below % Math.max(permits.length, 1)];
        const without = given.policies.map((document) => ({
          ...document,
          rules: document.rules.filter((rule) => rule !== permit),
        }));
        const having = evaluated(given, isApproved).outcome;
        return severity[evaluated({ ...given, policies: without }, isApproved).outcome] >= severity[having];
      }),
    );
  });

  it('give the same evaluation in whatever order documents and their rules come', () => {
    const reversed = ({ principles, policies }: Documents): Documents => ({
      principles: principles.toReversed(),
      policies: policies.map((given) => ({ ...given, rules: given.rules.toReversed() })).reverse(),
    });
    fc.assert(
      fc.property(documents, fc.boolean(), (given, isApproved) => {
        expect(evaluated(reversed(given), isApproved)).toEqual(evaluated(given, isApproved));
      }),
    );
  });

  it('give reasons that alone account for the outcome, and always one', () => {
    fc.assert(
      fc.property(documents, fc.boolean(), (given, isApproved) => {
        const { outcome, reasons } = evaluated(given, isApproved);
        expect(reasons.length).toBeGreaterThan(0);
        expect(verdictOf(reasons, isApproved).outcome).toBe(outcome);
      }),
    );
  });

  it('name with an approval what escalated, and come to what they come to without those rules', () => {
    const named = ({ reasons }: Evaluation): unknown => reasons.flatMap(({ rule }) => rule ?? []);
    fc.assert(
      fc.property(documents, (given) => {
        const approved = evaluated(given, true);
        expect(named(approved)).toEqual(named(evaluated(given)));
        const principles = given.principles.filter(({ rule }) => rule.effect !== 'escalate');
        const policies = given.policies.map((document) => ({
          ...document,
          rules: document.rules.filter(({ effect }) => effect !== 'escalate'),
        }));
        expect(approved.outcome).toBe(evaluated({ principles, policies }).outcome);
      }),
    );
  });

  it('explain just the rules that gave a reason', () => {
    fc.assert(
      fc.property(documents, (given) => {
        const rules = compiled(given);
        const named = rules.evaluate(request).reasons.flatMap(({ rule }) => rule ?? []);
        const explained = rules.explain(request);
        expect(explained.rules.map(({ rule }) => rule)).toEqual(named);
        for (const { rule } of explained.nearestPermits) expect(named).not.toContainEqual(rule);
      }),
    );
  });
});

describe('evaluation', () => {
  const properties = fc.dictionary(
    fc.constantFrom('amount', 'labels', '__proto__', 'constructor', '\ud800', ''),
    fc.jsonValue({ maxDepth: 3, depthSize: 'small' }),
    { noNullPrototype: false },
  );
  const name = fc.oneof(
    fc.constantFrom('agent', 'send_mail', '__proto__'),
    fc.string({ minLength: 1, maxLength: 8 }),
  );
  const anyRequest: fc.Arbitrary<EvaluationRequest> = fc.record({
    subject: fc.record({ type: name, id: name, properties }),
    action: fc.record({ name, properties }),
    resource: fc.record({ type: name, id: name, properties }),
    context: properties,
  });
  const conditions = [
    'action.properties.amount > 100.0',
    'resource.properties.labels.exists(label, label == "secret")',
    'size(context.labels) > 2',
    'subject.properties.constructor == "x"',
    'action.properties.amount + 1.0 > 2.0 ? context.amount : true',
  ];
  const [rules, sameRules] = [0, 1].map(() =>
    compiled({
      principles: conditions.map((text, i) => ({
        ...{ id: `P${i}`, title: 'Principle', statement: '-', category: '-', severity: 'low' },
        rule: { ...forbidding, when: text },
      })),
      policies: [],
    }),
  );

  it('never throws, always gives a reason, and comes out the same again', () => {
    fc.assert(
      fc.property(anyRequest, (asked) => {
        const evaluation = rules?.evaluate(asked);
        expect(evaluation?.reasons.length).toBeGreaterThan(0);
        expect(sameRules?.evaluate(structuredClone(asked))).toEqual(evaluation);
      }),
      { numRuns: 500 },
    );
  });
});
