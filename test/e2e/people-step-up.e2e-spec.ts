import type { Decision } from '@acgs/contracts';
import { decodeJwt } from 'jose';
import { ApprovalDesk, problemOf } from '../support/approval-desk.js';
import { CONSTITUTION, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';
import { addClient } from '../support/people-client.js';
import { joined, query } from '../support/people.js';
import { SignedInPerson } from '../support/signed-in-person.js';

const KEYS = ['signing-keys:rotate', 'log:rotate-keys'] as const;
const SCOPES = ['constitution:ratify', 'approvals:answer', 'decisions:erase', 'roles:grant', ...KEYS];
const MFA = 'urn:acgs:acr:mfa';
const MAX_AGE_SECONDS = 900;
const REFUSED = [401, 'authentication-insufficient'];

interface Guarded {
  readonly role: 'admin' | 'approver';
  readonly permission: string;
  readonly path: () => string;
  readonly body?: object;
  readonly status: number;
  readonly method?: string;
}

/** What a client reads of the challenge of RFC 9470, section 3, and asks for then. */
function challengeOf({ headers }: Answer): Record<string, string> {
  const header = headers.get('www-authenticate') ?? '';
  expect(header).toMatch(/^Bearer error="insufficient_user_authentication",/);
  const [, acr = ''] = /acr_values="([^"]+)"/.exec(header) ?? [];
  const [, maxAge = ''] = /max_age="(\d+)"/.exec(header) ?? [];
  return { acr_values: acr, max_age: maxAge };
}

describe('what a person uses with a fresh second factor alone', () => {
  let installation: Installation;
  let desk: ApprovalDesk;
  let escalated: Decision;
  let other: string;
  let count = 0;

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service', 'api-gateway']);
    await addClient(installation, SCOPES);
    desk = new ApprovalDesk(installation);
    other = await joined(installation, { email: 'other@example.com' });
  });

  beforeEach(async () => {
    escalated = await desk.escalate({});
    await query(installation, 'DELETE FROM auth_service.sign_in_attempts');
  });

  afterAll(async () => {
    await installation.close();
  });

  it.each<Guarded>([
    {
      role: 'admin',
      permission: 'constitution:ratify',
      path: () => '/api/v1/constitution/versions',
      body: { ...CONSTITUTION, title: 'Amended' },
      status: 201,
    },
    {
      role: 'approver',
      permission: 'approvals:answer',
      path: () => `/api/v1/approvals/${escalated.decisionId}`,
      body: { answer: 'approve' },
      status: 200,
    },
    {
      role: 'admin',
      permission: 'decisions:erase',
      path: () => `/api/v1/decisions/${escalated.decisionId}/erasure`,
      status: 200,
    },
    {
      role: 'admin',
      permission: 'roles:grant',
      path: () => `/api/v1/auth/users/${other}/roles`,
      method: 'PUT',
      body: { roles: ['auditor'] },
      status: 200,
    },
    {
      role: 'admin',
      permission: 'signing-keys:rotate',
      path: () => '/api/v1/auth/signing-keys/rotation',
      status: 201,
    },
    {
      role: 'admin',
      permission: 'log:rotate-keys',
      path: () => '/api/v1/integrity/keys/rotation',
      body: { overlapSeconds: 60 },
      status: 200,
    },
  ])('$permission: refused without, open with, and refused once it is old', async (guarded) => {
    const { role, permission, path, status, method = 'POST', body } = guarded;
    const person = await SignedInPerson.join(installation, `person-${String(++count)}@example.com`, [role]);
    const use = (token: string): Promise<Answer> =>
      installation.call('api-gateway', method, path(), { token, ...(body && { body }) });

    const weak = await person.token(SCOPES);
    expect(decodeJwt(weak).permissions).toContain(permission);
    const refused = await use(weak);
    expect(problemOf(refused)).toStrictEqual(REFUSED);
    expect(refused.body).toMatchObject({ permission, acrValues: [MFA], maxAge: MAX_AGE_SECONDS });
    expect(challengeOf(refused)).toStrictEqual({ acr_values: MFA, max_age: String(MAX_AGE_SECONDS) });

    const strong = await person.token(SCOPES, challengeOf(refused));
    expect(person.pages).toStrictEqual(['Sign in', 'Set up a second step', 'Your recovery codes']);
    expect(await use(strong)).toMatchObject({ status });

    await person.agesBy(MAX_AGE_SECONDS + 60);
    const old = await person.token(SCOPES);
    expect(person.pages).toStrictEqual([]);
    expect(decodeJwt(old)).toMatchObject({ acr: MFA, permissions: decodeJwt(strong).permissions });
    const again = await use(old);
    expect(problemOf(again)).toStrictEqual(REFUSED);

    const renewed = decodeJwt(await person.token(SCOPES, challengeOf(again)));
    expect(person.pages).toStrictEqual(['Sign in', 'Second step']);
    expect(renewed.auth_time).toBeGreaterThan(Number(decodeJwt(old).auth_time) + MAX_AGE_SECONDS);
  });
});
