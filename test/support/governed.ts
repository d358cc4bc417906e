import { setTimeout as pause } from 'node:timers/promises';
import { type Installation, type ServiceName, startInstallation } from './installation.js';
import type { TestDatabase } from './test-database.js';

/** A forbid, an escalate and a warn, and one rule that reads what may not be there. */
export const CONSTITUTION = {
  title: 'For tests',
  principles: [
    {
      id: 'P1',
      title: 'No shutdown',
      statement: 'Agents switch nothing off.',
      category: 'safety',
      severity: 'critical',
      rule: { scope: { actions: ['shutdown*'] }, effect: 'forbid', message: 'Agents switch nothing off.' },
    },
    {
      id: 'P2',
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
  id: 'team',
  title: 'What the team allows',
  owner: 'team',
  rules: [
    {
      id: 'work',
      title: 'Work on what belongs to the agent',
      scope: { actions: ['read', 'pay', 'shutdown*'] },
      when: "resource.properties.owner == subject.id && resource.type == 'document'",
      effect: 'permit',
      message: 'It belongs to the agent.',
    },
    {
      id: 'note',
      title: 'Reading is noted',
      scope: { actions: ['read'] },
      effect: 'warn',
      message: 'Somebody reads.',
      obligations: [{ id: 'log', properties: { level: 'info' } }],
    },
  ],
};

export interface RequestParts {
  readonly action?: string;
  readonly amount?: unknown;
  readonly owner?: string;
  readonly subject?: string;
  readonly resource?: string;
}

/** An evaluation request of the client `demo-agent`, allowed unless a part says otherwise. */
export function evaluationRequest(parts: RequestParts = {}): Record<string, unknown> {
  const { action = 'read', amount, owner = 'demo-agent', subject = 'demo-agent', resource = 'doc-1' } = parts;
  return {
    subject: { type: 'agent', id: subject, properties: {} },
    action: { name: action, properties: amount === undefined ? {} : { amount } },
    resource: { type: 'document', id: resource, properties: { owner } },
    context: {},
  };
}

/** Core and engine with the constitution and the policy above in force. */
export async function startGoverned(
  env: Readonly<Record<string, string>> = {},
  more: readonly ServiceName[] = [],
  database?: TestDatabase,
): Promise<Installation> {
  const installation = await startInstallation({
    services: ['constitutional-core', 'governance-engine', ...more],
    env,
    ...(database === undefined ? {} : { database }),
  });
  await ratify(installation, CONSTITUTION);
  await activate(installation, POLICY);
  await engineHas(installation, 1);
  return installation;
}

export async function ratify(installation: Installation, constitution: object): Promise<void> {
  const path = '/api/v1/constitution/versions';
  const { status, body } = await installation.call('constitutional-core', 'POST', path, {
    body: constitution,
  });
  if (status !== 201) throw new Error(`not ratified: ${JSON.stringify(body)}`);
}

export async function activate(installation: Installation, policy: object): Promise<void> {
  const path = '/api/v1/policies?activate=true';
  const { status, body } = await installation.call('governance-engine', 'POST', path, { body: policy });
  if (status !== 201) throw new Error(`not activated: ${JSON.stringify(body)}`);
}

/** Resolves when the engine is ready with a constitution of this version. */
export async function engineHas(installation: Installation, constitutionVersion: number): Promise<void> {
  for (;;) {
    const { status, body } = await installation.call('governance-engine', 'GET', '/health/ready', {
      as: null,
    });
    const details = (body as { details?: { rules?: { constitutionVersion: number | null } } }).details;
    if (status === 200 && details?.rules?.constitutionVersion === constitutionVersion) return;
    await pause(20);
  }
}
