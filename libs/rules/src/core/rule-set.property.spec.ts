import {
  type Obligation,
  type EvaluationRequest,
  type Outcome,
  type PolicyRule,
  type Principle,
  type Scope,
} from '@acgs/contracts';
import fc from 'fast-check';
import { type Evaluation } from './evaluation.js';
import { verdictOf } from './precedence.js';
import { compileRuleSet } from './rule-set.js';

interface Documents {
  readonly principles: readonly Principle[];
  readonly policies: readonly (readonly PolicyRule[])[];
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
const numbered = <Item extends object>(list: Item[]): (Item & { id: string })[] =>
  list.map((item, i) => ({ ...item, id: `r${i}` }));
const documents: fc.Arbitrary<Documents> = fc.record({
  principles: fc.array(principle, { maxLength: 5 }).map(numbered),
  policies: fc.array(fc.array(policyRule, { minLength: 1, maxLength: 5 }).map(numbered), { maxLength: 3 }),
});

function evaluated({ principles, policies }: Documents): Evaluation {
  const head = { title: 'Test', owner: 'team', description: '' };
  const digest = '0'.repeat(64);
  return compileRuleSet({
    constitution: {
      version: 1,
      digest,
      document: { title: 'Test', preamble: '', principles: [...principles] },
    },
    policies: policies.map((rules, i) => ({
      version: 1,
      digest,
      document: { ...head, id: `p${i}`, rules: [...rules] },
    })),
    constitutionalHash: 'cdd01ef066bc6cf2',
  }).evaluate(request);
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
        expect(evaluated({ policies, principles: [...principles, article] }).outcome).toBe('deny');
        expect(evaluated({ principles, policies: [...policies, [{ ...added, ...rule }]] }).outcome).toBe(
          'deny',
        );
      }),
    );
  });

  it('never turn milder when a permit is taken away', () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat(), (given, at, below) => {
        const chosen = given.policies[at % Math.max(given.policies.length, 1)] ?? [];
        const permits = chosen.filter(({ effect }) => effect === 'permit');
        const permit = permits[below % Math.max(permits.length, 1)];
        const without = given.policies.map((rules) => rules.filter((rule) => rule !== permit));
        const having = evaluated(given).outcome;
        return severity[evaluated({ ...given, policies: without }).outcome] >= severity[having];
      }),
    );
  });

  it('give the same evaluation in whatever order the documents hold their rules', () => {
    const reversed = ({ principles, policies }: Documents): Documents => ({
      principles: principles.toReversed(),
      policies: policies.map((rules) => rules.toReversed()),
    });
    fc.assert(
      fc.property(documents, (given) => {
        expect(evaluated(reversed(given))).toEqual(evaluated(given));
      }),
    );
  });

  it('give reasons that alone account for the outcome, and always one', () => {
    fc.assert(
      fc.property(documents, (given) => {
        const { outcome, reasons } = evaluated(given);
        expect(reasons.length).toBeGreaterThan(0);
        expect(verdictOf(reasons).outcome).toBe(outcome);
      }),
    );
  });
});
