import type { EvaluationRequest } from '@acgs/contracts';

const AGENTS = 8;
const BATCH_EVERY = 10;
const BATCH_SIZE = 10;

/** One request, and whether the rules allow it; null where they change. */
export interface Item {
  readonly request: EvaluationRequest;
  readonly allowed: boolean | null;
}

/** What is sent under one key; its caller asks for itself, or as the platform for others. */
export interface Question {
  readonly key: string;
  readonly caller: 'demo-agent' | 'platform';
  readonly path: '/decisions' | '/decisions/batch';
  readonly items: readonly Item[];
}

export const CONSTITUTION = {
  title: 'For killed databases',
  principles: [
    {
      id: 'no-shutdown',
      title: 'No shutdown',
      statement: 'Agents switch nothing off.',
      category: 'safety',
      severity: 'critical',
      rule: { scope: { actions: ['shutdown'] }, effect: 'forbid', message: 'Agents switch nothing off.' },
    },
    {
      id: 'large-amounts',
      title: 'Large amounts',
      statement: 'A person decides on more than 100.',
      category: 'finance',
      severity: 'high',
      rule: {
        scope: { actions: ['pay'] },
        when: 'action.properties.amount > 100.0',
        effect: 'escalate',
        message: 'The amount is above 100.',
      },
    },
  ],
};

export const POLICY = {
  id: 'own-documents',
  title: 'Own documents',
  owner: 'team',
  rules: [
    {
      id: 'owner',
      title: 'Work on what belongs to the agent',
      scope: { actions: ['read', 'pay', 'shutdown'] },
      when: 'resource.properties.owner == subject.id',
      effect: 'permit',
      message: 'It belongs to the agent.',
    },
  ],
};

interface Kind {
  readonly action: string;
  readonly own: boolean;
  readonly amount: number;
  readonly allowed: boolean;
}

const KINDS: readonly [Kind, ...Kind[]] = [
  { action: 'read', own: true, amount: 0, allowed: true },
  { action: 'read', own: false, amount: 0, allowed: false },
  { action: 'shutdown', own: true, amount: 0, allowed: false },
  { action: 'pay', own: true, amount: 5, allowed: true },
  { action: 'pay', own: true, amount: 500, allowed: false },
];

/** The same question for the same numbers; no two share a key or a resource. */
export function questionOf(seed: number, n: number): Question {
  const key = `kill-${String(seed)}-${String(n)}`;
  const caller = n % 3 === 0 ? 'demo-agent' : 'platform';
  const subject = caller === 'demo-agent' ? caller : `agent-${String(n % AGENTS)}`;
  const isBatch = n % BATCH_EVERY === BATCH_EVERY - 1;
  const items = Array.from({ length: isBatch ? BATCH_SIZE : 1 }, (_, place) =>
    itemOf(KINDS[(n + place) % KINDS.length] ?? KINDS[0], subject, `${key}:${String(place)}`),
  );
  return { key, caller, path: isBatch ? '/decisions/batch' : '/decisions', items };
}

/** One that is allowed as soon as an engine can decide again. */
export function probeOf(seed: number, name: string): Question {
  const key = `probe-${String(seed)}-${name}`;
  const items = [itemOf(KINDS[0], 'demo-agent', `${key}:0`)];
  return { key, caller: 'demo-agent', path: '/decisions', items };
}

/** What is sent, as JSON. */
export function bodyOf({ path, items }: Question): string {
  const requests = items.map(({ request }) => request);
  return JSON.stringify(path === '/decisions' ? requests[0] : { requests });
}

function itemOf({ action, own, amount, allowed }: Kind, subject: string, resource: string): Item {
  const request: EvaluationRequest = {
    subject: { type: 'agent', id: subject, properties: {} },
    action: { name: action, properties: { amount } },
    resource: { type: 'document', id: resource, properties: { owner: own ? subject : 'somebody-else' } },
    context: {},
  };
  return { request, allowed };
}
