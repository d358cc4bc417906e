import { type ConstitutionDraft, type EvaluationRequest, type Scope } from '@acgs/contracts';
import { compileRuleSet, type RuleSet } from '@acgs/rules';

export const CONSTITUTIONAL_HASH = 'cdd01ef066bc6cf2';
type Condition = (n: number) => string;

const EVERYWHERE: Scope = { subjects: ['*'], actions: ['*'], resources: ['*'] };
const RULES_PER_DOMAIN = 5;
const DOMAINS_ASKED = 16;

/** Ten kinds of condition, none of which holds for the requests below: numbers, texts, lists, presence, comprehension. */
const CONDITIONS: readonly Condition[] = [
  (n) => `action.properties.amount > ${10_000 + n}.0`,
  (n) => `resource.properties.classification == "secret-${n}" && !subject.properties.cleared`,
  (n) => `action.properties.recipient.endsWith("@rival-${n}.example")`,
  (n) =>
    `resource.properties.owner != subject.properties.team && subject.properties.level < ${(n % 3) + 1}.0`,
  (n) => `"quarantine-${n}" in resource.properties.labels`,
  (n) => `subject.properties.roles.exists(role, role == "suspended-${n}")`,
  (n) => `context.hour < 0.0 || context.hour > ${24 + n}.0`,
  (n) => `action.properties.note.contains("password-${n}")`,
  (n) => `has(context.incident) && context.incident == "incident-${n}"`,
  (n) => `size(action.properties.attachments) > ${50 + n}`,
];

/**
 * 5 principles apply everywhere; the others belong to domains of 5: three on all of the domain's actions, one on a
 * single action, one on a resource type. A request has 8 to 10 of them in scope, however many there are.
 */
export function usualRules(count: number, when = conditionOf): RuleSet {
  const scopeOf = (n: number): Scope => {
    if (n < RULES_PER_DOMAIN) return EVERYWHERE;
    const domain = domainName(Math.floor(n / RULES_PER_DOMAIN) - 1);
    const place = n % RULES_PER_DOMAIN;
    if (place < 3) return { ...EVERYWHERE, actions: [`${domain}.*`] };
    if (place === 3) return { ...EVERYWHERE, actions: [`${domain}.send`] };
    return { ...EVERYWHERE, resources: [`${domain}-record`] };
  };
  return ruleSet(count, scopeOf, when);
}

/** The same conditions, every one of them in scope of every request. */
export function allInScope(count: number, when = conditionOf): RuleSet {
  return ruleSet(count, () => EVERYWHERE, when);
}

/** Parsed from JSON as a service receives them; `actionOf` names the action within the domain. */
export function requests(count: number, actionOf: (n: number) => string): EvaluationRequest[] {
  return Array.from({ length: count }, (_, n) => {
    const domain = domainName(n % DOMAINS_ASKED);
    const request: EvaluationRequest = {
      subject: {
        type: 'agent',
        id: `agent-${n % 50}`,
        properties: { cleared: n % 2 === 0, team: 'finance', level: 3 + (n % 3), roles: ['clerk', 'reader'] },
      },
      action: {
        name: `${domain}.${actionOf(n)}`,
        properties: {
          amount: n % 5000,
          recipient: `someone-${n % 100}@example.com`,
          note: `Invoice ${n} of the current month, as agreed`,
          attachments: ['invoice.pdf'],
        },
      },
      resource: {
        type: n % 2 === 0 ? `${domain}-record` : `${domain}-draft`,
        id: `r-${n}`,
        properties: { classification: 'internal', owner: 'finance', labels: ['billing', 'q3'] },
      },
      context: { hour: n % 24, channel: 'chat' },
    };
    return JSON.parse(JSON.stringify(request)) as EvaluationRequest;
  });
}

function domainName(n: number): string {
  return `domain${n}`;
}

const conditionOf: Condition = (n) => CONDITIONS[n % CONDITIONS.length]?.(n) ?? 'false';

/** Holds whatever is asked: every principle in scope is among the reasons. */
export const ALWAYS: Condition = () => 'true';

function ruleSet(count: number, scopeOf: (n: number) => Scope, when: Condition): RuleSet {
  const digest = '0'.repeat(64);
  return compileRuleSet({
    constitution: { version: 1, digest, document: constitution(count, scopeOf, when) },
    policies: [
      {
        version: 1,
        digest,
        document: {
          id: 'daily-work',
          title: 'Daily work',
          owner: 'operations',
          description: '',
          rules: [
            {
              id: 'all',
              title: 'All',
              effect: 'permit',
              scope: EVERYWHERE,
              when: 'true',
              message: 'Daily work',
              obligations: [],
            },
          ],
        },
      },
    ],
    constitutionalHash: CONSTITUTIONAL_HASH,
  });
}

function constitution(count: number, scopeOf: (n: number) => Scope, when: Condition): ConstitutionDraft {
  const principles = Array.from({ length: count }, (_, n) => ({
    id: `P${n}`,
    title: `Principle ${n}`,
    statement: 'As its condition says.',
    category: 'benchmark',
    severity: 'high' as const,
    rule: {
      effect: 'forbid' as const,
      scope: scopeOf(n),
      when: when(n),
      message: `Principle ${n} forbids this`,
      obligations: [],
    },
  }));
  return { title: 'Benchmark', preamble: '', principles };
}
