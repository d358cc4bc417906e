import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import {
  type ActiveRuleSet,
  ConstitutionDraftSchema,
  digestOf,
  type EvaluationRequest,
  EvolutionRunDraftSchema,
  newUuidV7,
  PolicyDraftSchema,
} from '@acgs/contracts';
import { type EvidenceCase, splitByTime } from '@acgs/evolution';
import { compileRuleSet } from '@acgs/rules';
import type { NewRun } from '../../apps/ec-service/src/runs/runs.repository.js';

const rule = (id: string, effect: string, when: string, limit: number): object => ({
  id,
  title: id,
  scope: { actions: ['spend'] },
  when,
  params: { limit: { type: 'double', min: 0, max: 1000, default: limit } },
  effect,
  message: id,
});

/** Pays far too much, and asks far too late. */
export const BADLY_SET = PolicyDraftSchema.parse({
  id: 'spending',
  title: 'What may be spent',
  owner: 'team',
  rules: [
    rule('small', 'permit', 'action.properties.amount <= params.limit', 900),
    rule('large', 'escalate', 'action.properties.amount > params.limit', 950),
  ],
});

const CHARTER = {
  title: 'For searches',
  principles: [
    {
      id: 'P1',
      title: 'No shutdown',
      statement: 'Agents switch nothing off.',
      category: 'safety',
      severity: 'critical',
      rule: { scope: { actions: ['shutdown'] }, effect: 'forbid', message: 'Agents switch nothing off.' },
    },
  ],
};

interface Payment extends EvaluationRequest {
  readonly action: { readonly name: string; readonly properties: { readonly amount: number } };
}

/** What was paid: up to 300 it was right, up to 500 somebody should have been asked, and beyond it was harm. */
export function payments(count: number): Payment[] {
  return Array.from({ length: count }, (_, n) => ({
    subject: { type: 'agent', id: 'demo-agent', properties: {} },
    action: { name: 'spend', properties: { amount: ((n * 7919) % 1000) + 0.5 } },
    resource: { type: 'account', id: 'one', properties: {} },
    context: {},
  }));
}

export const labelOf = (amount: number): 'allow' | 'escalate' | 'deny' =>
  amount <= 300 ? 'allow' : amount <= 500 ? 'escalate' : 'deny';

interface RunSize {
  readonly count: number;
  readonly budget: { readonly population: number; readonly generations: number };
}

/** A run as it is when it begins, with that much evidence; where no rules are given the policy above is alone. */
export function newRun(
  tenant: string,
  { count, budget }: RunSize,
  inForce: ActiveRuleSet = spendingAlone(),
): { run: NewRun; cases: readonly EvidenceCase[] } {
  const draft = EvolutionRunDraftSchema.parse({
    policy: BADLY_SET.id,
    evidence: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
    budget,
    seed: 7,
  });
  const { training, heldOut } = splitByTime(casesOf(count), draft.evidence.heldOutShare);
  const run = {
    tenant,
    id: newUuidV7(),
    policyId: BADLY_SET.id,
    policyVersion: 1,
    startedBy: 'author',
    draft,
    parameters: [
      { rule: 'small', parameter: 'limit' },
      { rule: 'large', parameter: 'limit' },
    ],
    sources: inForce,
    trainingCases: training.length,
    heldOutCases: heldOut.length,
    erasedCases: 0,
  };
  return { run, cases: [...training, ...heldOut] };
}

function spendingAlone(): ActiveRuleSet {
  const policy = { version: 1, digest: digestOf(BADLY_SET), document: BADLY_SET };
  const document = ConstitutionDraftSchema.parse(CHARTER);
  const constitution = {
    version: 1,
    digest: digestOf(document),
    title: document.title,
    principleCount: document.principles.length,
    ratifiedAt: '2026-01-01T00:00:00.000Z',
    ratifiedBy: 'council',
    constitutionalHash: CONSTITUTIONAL_HASH,
    document,
  };
  const sources = { constitution, policies: [policy] };
  const { pins } = compileRuleSet({ ...sources, constitutionalHash: CONSTITUTIONAL_HASH });
  return { ...sources, pins };
}

const casesOf = (count: number): EvidenceCase[] =>
  payments(count).map((request, n) => {
    const { amount } = request.action.properties;
    return {
      id: newUuidV7(),
      request,
      approved: false,
      label: labelOf(amount),
      outcome: 'allow',
      decidedAt: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(),
      action: 'spend',
    };
  });
