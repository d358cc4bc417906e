import type { CallerIdentity } from '@acgs/access';
import type { EvaluationRequest, Permission } from '@acgs/contracts';
import { askedRequest } from './asked-request.js';
import { DelegationClaimedError, SubjectMismatchError } from './decision.errors.js';

const agent: CallerIdentity = {
  subject: 'an-agent',
  principal: 'client',
  isAgent: true,
  clientId: 'an-agent',
  tenant: 'default',
  roles: ['agent'],
  permissions: new Set<Permission>(['decisions:create']),
  actor: 'an-agent',
  actors: [],
  delegations: [],
  grantId: null,
  authTime: null,
  acr: null,
  jkt: null,
  expiresAt: 1,
};
const acting: CallerIdentity = {
  ...agent,
  subject: 'a-person',
  principal: 'person',
  roles: [],
  actors: ['an-agent', 'another'],
  delegations: ['first', 'second'],
};
const asking = (subject: Partial<EvaluationRequest['subject']> = {}): EvaluationRequest => ({
  subject: { type: 'agent', id: 'an-agent', properties: {}, ...subject },
  action: { name: 'read', properties: {} },
  resource: { type: 'document', id: '1', properties: {} },
  context: {},
});

describe('askedRequest', () => {
  it('is what was sent when the caller acts for itself', () => {
    const request = asking();
    expect(askedRequest(request, agent)).toBe(request);
  });

  it('tells for whom the caller acts, beside what it says of itself', () => {
    const request = asking({ properties: { team: 'payments' } });
    expect(askedRequest(request, acting).subject).toStrictEqual({
      type: 'agent',
      id: 'an-agent',
      properties: {
        team: 'payments',
        delegation: {
          person: 'a-person',
          actors: ['an-agent', 'another'],
          delegations: ['first', 'second'],
        },
      },
    });
  });

  it.each([
    ['the person', acting, { id: 'a-person' }],
    ['somebody else', agent, { id: 'another' }],
    ['a service, as an agent', agent, { type: 'service' }],
    ['a service, as an agent with a narrowed token', { ...agent, roles: [] }, { type: 'service' }],
    ['a service, acting for a person', acting, { type: 'service' }],
  ] as const)('does not pass the caller off as %s', (_, caller, subject) => {
    expect(() => askedRequest(asking(subject), caller)).toThrow(SubjectMismatchError);
  });

  it('has no delegation that the caller made up', () => {
    const request = asking({ properties: { delegation: { person: 'a-person' } } });
    expect(() => askedRequest(request, agent)).toThrow(DelegationClaimedError);
    expect(() => askedRequest(request, acting)).toThrow(DelegationClaimedError);
  });

  it('takes the word of those who may ask for others, but not on the delegation of their own token', () => {
    const permissions = new Set<Permission>(['decisions:create', 'decisions:on-behalf']);
    const request = asking({ id: 'another', properties: { delegation: 'as they say' } });
    expect(askedRequest(request, { ...agent, permissions })).toBe(request);
    const { subject } = askedRequest(request, { ...acting, permissions });
    expect(subject.properties.delegation).toMatchObject({ person: 'a-person' });
  });
});
