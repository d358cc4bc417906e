import type { Permission, PolicyStatus } from '@acgs/contracts';
import { isSelfActivation, requireActive } from './activation-rules.js';
import {
  ActivatorNoAgentError,
  ActiveVersionChangedError,
  OwnVersionError,
  PolicyVersionStateError,
} from './policy.errors.js';

const caller = (subject: string, change: object = {}): Parameters<typeof isSelfActivation>[2] => ({
  subject,
  actors: [],
  clientId: 'page',
  isAgent: false,
  permissions: new Set<Permission>(['policies:activate']),
  ...change,
});

const version = (
  status: PolicyStatus = 'draft',
  behind: Parameters<typeof isSelfActivation>[1]['behind'] = null,
): Parameters<typeof isSelfActivation>[1] => ({
  version: 2,
  status,
  createdBy: 'ada',
  behind,
  digest: '0'.repeat(64),
});

describe('isSelfActivation', () => {
  it.each<PolicyStatus>(['draft', 'in-review', 'retired'])(
    'lets another put a version in force that is %s',
    (status) => {
      expect(isSelfActivation('p', version(status), caller('grace'))).toBe(false);
    },
  );

  it('does not let the author, as the subject or among those who act', () => {
    expect(() => isSelfActivation('p', version(), caller('ada'))).toThrow(OwnVersionError);
    expect(() => isSelfActivation('p', version(), caller('grace', { actors: ['bob', 'ada'] }))).toThrow(
      OwnVersionError,
    );
  });

  it.each([
    ['who has acted for the author', { actors: ['grace'], clientId: 'page' }, {}],
    ['somebody for whom that one acts', { actors: ['helper'], clientId: 'page' }, { actors: ['helper'] }],
    ['the client through which it was written', { actors: [], clientId: 'grace' }, { clientId: 'grace' }],
  ])('does not let %s', (_, behind, change) => {
    expect(() => isSelfActivation('p', version('draft', behind), caller('grace', change))).toThrow(
      OwnVersionError,
    );
  });

  it('does not let anybody through a client that is the author', () => {
    expect(() => isSelfActivation('p', version(), caller('grace', { clientId: 'ada' }))).toThrow(
      OwnVersionError,
    );
  });

  it('lets another through the same page', () => {
    const behind = { actors: [], clientId: 'page' };
    expect(isSelfActivation('p', version('draft', behind), caller('grace'))).toBe(false);
  });

  it('lets the author with the permission for it, and says so', () => {
    const permissions = new Set<Permission>(['policies:activate-own']);
    expect(isSelfActivation('p', version(), caller('ada', { permissions }))).toBe(true);
    expect(isSelfActivation('p', version(), caller('grace', { permissions }))).toBe(false);
  });

  it('lets no agent, and nobody for a version that was rejected', () => {
    expect(() => isSelfActivation('p', version(), caller('grace', { isAgent: true }))).toThrow(
      ActivatorNoAgentError,
    );
    expect(() => isSelfActivation('p', version('rejected'), caller('grace'))).toThrow(
      PolicyVersionStateError,
    );
  });
});

describe('requireActive', () => {
  const policy = { tenant: 't', id: 'p', latestVersion: 3, activationNumber: 1 };

  it('asks for the version that is named, and for none where none is', () => {
    expect(() => {
      requireActive({ ...policy, activeVersion: 2 }, 2);
      requireActive({ ...policy, activeVersion: null }, undefined);
    }).not.toThrow();
    for (const activeVersion of [3, null])
      expect(() => {
        requireActive({ ...policy, activeVersion }, 2);
      }).toThrow(ActiveVersionChangedError);
  });
});
