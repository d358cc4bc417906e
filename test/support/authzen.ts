import { activate, engineHas, ratify } from './governed.js';
import { type Answer, type CallOptions, type Installation, startInstallation } from './installation.js';

/** Rules that give the eight decisions which the certification scenario of AuthZEN 1.0 fixes. */
const AUTHZEN_CONSTITUTION = {
  title: 'For AuthZEN',
  principles: [
    {
      id: 'P1',
      title: 'Destruction is reviewed',
      statement: 'A person decides on what cannot be undone.',
      category: 'safety',
      severity: 'high',
      rule: { scope: { actions: ['destroy'] }, effect: 'escalate', message: 'A person decides.' },
    },
  ],
};

const AUTHZEN_POLICY = {
  id: 'records',
  title: 'Records',
  owner: 'team',
  rules: [
    {
      id: 'read',
      title: 'Known users read',
      scope: { subjects: ['user'], actions: ['read'], resources: ['record'] },
      when: "subject.id in ['alice', 'bob'] && resource.id == 'record-1'",
      effect: 'permit',
      message: 'A known user reads.',
      obligations: [{ id: 'log', properties: { level: 'info' } }],
    },
    {
      id: 'write',
      title: 'Alice writes what is not archived',
      scope: { actions: ['write'], resources: ['record'] },
      when: "subject.id == 'alice' && !(has(resource.properties.status) && resource.properties.status == 'archived')",
      effect: 'permit',
      message: 'Alice writes.',
    },
    {
      id: 'administer',
      title: 'Administrators write what is archived',
      scope: { actions: ['write'], resources: ['record'] },
      when: "has(subject.properties.role) && subject.properties.role == 'admin' && has(resource.properties.status) && resource.properties.status == 'archived'",
      effect: 'permit',
      message: 'An administrator writes.',
    },
    {
      id: 'soft-delete',
      title: 'Alice deletes softly',
      scope: { actions: ['delete', 'destroy'], resources: ['record'] },
      when: "subject.id == 'alice' && has(action.properties.soft) && action.properties.soft == true",
      effect: 'permit',
      message: 'Alice deletes softly.',
    },
  ],
};

type Members = Readonly<Record<string, unknown>>;

const withProperties = (entity: Members, properties?: Members): Members =>
  properties === undefined ? entity : { ...entity, properties };

export const user = (id: string, properties?: Members): Members =>
  withProperties({ type: 'user', id }, properties);
export const action = (name: string, properties?: Members): Members => withProperties({ name }, properties);
export const record = (id: string, properties?: Members): Members =>
  withProperties({ type: 'record', id }, properties);

/** The requests of the scenario whose decision it fixes, with their number there. */
export const AUTHZEN_VECTORS: readonly (readonly [string, Members, boolean])[] = [
  ['1', { subject: user('alice'), action: action('read'), resource: record('record-1') }, true],
  ['2', { subject: user('alice'), action: action('write'), resource: record('record-1') }, true],
  ['3', { subject: user('bob'), action: action('read'), resource: record('record-1') }, true],
  ['4', { subject: user('bob'), action: action('write'), resource: record('record-1') }, false],
  [
    '5',
    { subject: user('alice'), action: action('write'), resource: record('record-2', { status: 'archived' }) },
    false,
  ],
  [
    '6',
    {
      subject: user('bob', { role: 'admin' }),
      action: action('write'),
      resource: record('record-2', { status: 'archived' }),
    },
    true,
  ],
  [
    '7',
    { subject: user('alice'), action: action('delete', { soft: true }), resource: record('record-1') },
    true,
  ],
  [
    '8',
    { subject: user('alice'), action: action('delete', { soft: false }), resource: record('record-1') },
    false,
  ],
];

/** Core, engine and gateway under the rules above; the client `platform` need not send the hash. */
export async function startAuthzen(env: Readonly<Record<string, string>> = {}): Promise<Installation> {
  const installation = await startInstallation({
    services: ['constitutional-core', 'governance-engine', 'api-gateway'],
    env: { AUTHZEN_CLIENT_IDS: 'other, platform', ...env },
  });
  await ratify(installation, AUTHZEN_CONSTITUTION);
  await activate(installation, AUTHZEN_POLICY);
  await engineHas(installation, 1);
  return installation;
}

/** Asks through the gateway as a client that knows the standard and nothing else of ours. */
export const askAuthzen = (
  installation: Installation,
  path: 'evaluation' | 'evaluations',
  body: unknown,
  options: CallOptions = {},
): Promise<Answer> =>
  installation.call('api-gateway', 'POST', `/access/v1/${path}`, {
    as: 'platform',
    hash: null,
    body,
    ...options,
  });
