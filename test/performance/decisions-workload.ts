import { Client } from 'pg';
import type { ApiClient } from '../../tools/installation/api-client.js';
import type { Installation } from '../../tools/installation/installation.js';

const KINDS = ['invoice', 'ticket', 'document', 'repository', 'order', 'dataset', 'calendar', 'mailbox'];

/** Three principles in scope of every request, and many that the index leaves out. */
export function workloadConstitution(): object {
  const principle = (id: string, actions: string[], when: string, effect: string): object => ({
    id,
    title: `Principle ${id}`,
    statement: 'Holds for every agent of the installation.',
    category: 'workload',
    severity: 'high',
    rule: { scope: { actions }, when, effect, message: `${id} holds` },
  });
  const common = [
    principle('human-only', ['*'], "subject.type == 'agent' && action.name == 'shutdown'", 'forbid'),
    principle(
      'large-amounts',
      ['*'],
      'has(action.properties.amount) && action.properties.amount > 10000.0',
      'escalate',
    ),
    principle(
      'outside-domains',
      ['*'],
      "has(context.domain) && context.domain.endsWith('.invalid')",
      'forbid',
    ),
  ];
  const others = KINDS.map((kind) => principle(`${kind}-purge`, [`${kind}.purge`], 'true', 'forbid'));
  return { title: 'Workload', principles: [...common, ...others] };
}

/** A policy as a resource has it: who may read, write and delete, with conditions on both sides' attributes. */
export function workloadPolicy(index: number): object {
  const kind = kindOf(index);
  const rule = (id: string, actions: string[], when: string, effect = 'permit'): object => ({
    id,
    title: `${id} ${kind}`,
    scope: { subjects: ['agent'], actions, resources: [kind] },
    when,
    effect,
    message: `${id} of ${kind}`,
  });
  return {
    id: `policy-${String(index)}`,
    title: `Policy of ${kind}`,
    owner: 'workload',
    rules: [
      rule('read', ['read', 'list'], 'subject.properties.department == resource.properties.department'),
      rule(
        'write',
        ['write'],
        "resource.properties.owner == subject.id && resource.properties.status != 'closed'",
      ),
      rule('delete', ['delete'], "subject.properties.level >= 5.0 && resource.properties.status == 'draft'"),
      rule('locked', ['write', 'delete'], "resource.properties.status == 'locked'", 'forbid'),
    ],
  };
}

export const kindOf = (index: number): string => `${KINDS[index % KINDS.length] ?? ''}-${String(index)}`;

export interface WorkloadRequest {
  readonly subject: {
    readonly type: string;
    readonly id: string;
    readonly properties: { readonly department: string; readonly level: number };
  };
  readonly action: { readonly name: string; readonly properties: { readonly amount: number } };
  readonly resource: {
    readonly type: string;
    readonly id: string;
    readonly properties: { readonly department: string; readonly owner: string; readonly status: string };
  };
  readonly context: object;
}

/** Requests over the first `policies` kinds: two of three are allowed. */
export function workloadRequests(count: number, policies: number, subjectId: string): WorkloadRequest[] {
  return Array.from({ length: count }, (_, n) => ({
    subject: {
      type: 'agent',
      id: subjectId,
      properties: { department: n % 2 === 0 ? 'sales' : 'legal', level: n % 7 },
    },
    action: { name: ['read', 'write', 'list', 'delete'][n % 4] ?? '', properties: { amount: n % 500 } },
    resource: {
      type: kindOf((n * 7) % policies),
      id: `item-${String(n)}`,
      properties: { department: 'sales', owner: subjectId, status: ['open', 'draft', 'closed'][n % 3] ?? '' },
    },
    context: { domain: 'example.org', channel: 'api' },
  }));
}

/** What constitution and policies of the workload say of one of its requests, told without them: none is held or locked. */
export function isAllowedByWorkload({ subject, action, resource }: WorkloadRequest): boolean {
  const { department, owner, status } = resource.properties;
  switch (action.name) {
    case 'write':
      return owner === subject.id && status !== 'closed';
    case 'delete':
      return subject.properties.level >= 5 && status === 'draft';
    default:
      return subject.properties.department === department;
  }
}

/**
 * Puts the policies from one number to another in force. All but the last are added over HTTP and put in force by one
 * statement: the engine would load all its rules anew for each of them, and does so once, for the last.
 */
export async function activatePolicies(
  { databaseUrl }: Installation,
  admin: ApiClient,
  from: number,
  to: number,
): Promise<void> {
  if (from === to) return;
  for (let start = from; start < to - 1; start += 8) {
    const indexes = Array.from({ length: Math.min(8, to - 1 - start) }, (_, offset) => start + offset);
    await Promise.all(indexes.map((index) => admin.expect('POST', '/policies', workloadPolicy(index))));
  }
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  await database.query('UPDATE governance_engine.policies SET active_version = latest_version');
  await database.end();
  await admin.expect('POST', '/policies?activate=true', workloadPolicy(to - 1));
}
