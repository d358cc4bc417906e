import { RoleSchema } from '@acgs/contracts';
import { CONSTITUTION, POLICY } from '../faults/decisions-questions.js';
import { UNLIMITED } from '../faults/requests/unlimited.js';
import {
  type Answer,
  type Installation,
  type ServiceName,
  startInstallation,
} from '../support/installation.js';
import { type MatrixRow, roleMatrix } from '../support/role-matrix.js';

const SERVICES: readonly ServiceName[] = [
  'auth-service',
  'constitutional-core',
  'integrity-service',
  'governance-engine',
  'ec-service',
  'api-gateway',
];
/** Every service has them; other tests are about them. */
const COMMON = /^\/(health|metrics|docs)/;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const ROLES = RoleSchema.options;
/** Things of people are named by UUIDs. */
const OF_PEOPLE = /^\/api\/v1\/auth\/(?:users|invitations|sessions)\/:id/;
const ABSENT: Readonly<Record<string, string>> = {
  personalId: '01890000-0000-7000-8000-000000000004',
  decisionId: '01890000-0000-7000-8000-000000000000',
  id: 'absent',
  version: '999999',
  from: '999998',
  to: '999999',
  entryId: 'absent',
  clientId: 'absent',
  agentId: '01890000-0000-4000-8000-000000000003',
  keyId: '01890000-0000-7000-8000-000000000001',
  delegationId: '01890000-0000-7000-8000-000000000002',
  runId: '01890000-0000-7000-8000-000000000005',
  candidateId: '0123456789ab',
  uid: 'absent',
  '*': '0/000',
};

describe('the role matrix', () => {
  const rows = roleMatrix();
  let installation: Installation;
  /** Of the tenant `default`. */
  let existing: Readonly<Record<string, string>>;

  beforeAll(async () => {
    installation = await startInstallation({ services: SERVICES, env: { ...UNLIMITED, LOG_LEVEL: 'fatal' } });
    existing = await makeObjects(installation);
  });

  afterAll(async () => {
    await installation.close();
  });

  const tokenOf = (role: string, tenant = 'default'): Promise<string> =>
    installation.mint('demo-agent', {
      sub: `somebody-${role}`,
      client_id: `somebody-${role}`,
      roles: [role],
      permissions: [],
      tenant,
    });

  async function call(
    row: MatrixRow,
    token: string | null,
    names: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const named: Readonly<Record<string, string>> = OF_PEOPLE.test(row.path)
      ? { ...names, id: names.personalId ?? '' }
      : names;
    const path = row.path.replaceAll(/:(\w+)|\*/g, (text, name?: string) => named[name ?? text] ?? 'absent');
    return await installation.call(
      row.service as ServiceName,
      row.method,
      path,
      token === null ? { as: null } : { token },
    );
  }

  const label = ({ service, method, path }: MatrixRow): string => `${service} ${method} ${path}`;

  it('has a row for each route of each service, and no other', () => {
    const routes = SERVICES.flatMap((service) =>
      installation
        .routes(service)
        .filter(({ method, path }) => METHODS.includes(method) && !COMMON.test(path))
        .filter(({ path }) => service !== 'api-gateway' || isOwn(path, rows))
        .map(({ method, path }) => `${service} ${method} ${path}`),
    );
    expect(rows.map(label).sort()).toStrictEqual([...new Set(routes)].sort());
  });

  it('lets nobody in without a token, but where everybody may come', async () => {
    for (const row of rows) {
      const { status } = await call(row, null, ABSENT);
      const isOpen = row.allowed.includes('everybody');
      expect([label(row), isOpen || status === 401]).toStrictEqual([label(row), true]);
    }
  });

  describe.each(ROLES)('%s', (role) => {
    it('comes in where the table says so, and nowhere else', async () => {
      const token = await tokenOf(role);
      const seen: string[] = [];
      for (const row of rows.filter(({ allowed }) => !allowed.includes('everybody'))) {
        const { status, body } = await call(row, token, ABSENT);
        const isRefused = status === 401 || (status === 403 && 'permission' in (body as object));
        const isAllowed = row.allowed.includes(role) || row.allowed.includes('each');
        if (isRefused === isAllowed || status >= 500) seen.push(`${label(row)}: ${String(status)}`);
      }
      expect(seen).toStrictEqual([]);
    });
  });

  it("shows nobody whether another tenant's things exist", async () => {
    const seen: string[] = [];
    for (const row of rows.filter(
      ({ path, isShared, allowed }) => path.includes(':') && !isShared && !allowed.includes('everybody'),
    )) {
      for (const role of row.allowed.includes('each') ? ROLES : row.allowed) {
        const token = await tokenOf(role, 'another');
        const foreign = told(await call(row, token, existing), row, existing);
        const absent = told(await call(row, token, ABSENT), row, ABSENT);
        if (foreign !== absent) seen.push(`${role} ${label(row)}: ${foreign}`);
      }
    }
    expect(seen).toStrictEqual([]);
  });

  it('shows a person of the tenant only what is its own, or what its role is for', async () => {
    const own = rows.filter(
      ({ method, path, allowed }) => method !== 'POST' && path.includes(':') && allowed.includes('each'),
    );
    for (const row of own) {
      const { status } = await call(row, await tokenOf('agent'), existing);
      expect([label(row), [403, 404].includes(status)]).toStrictEqual([label(row), true]);
    }
  });
});

/** What an answer tells, without its request's id, the names in its path, and the number of faults, which may look like one. */
function told(
  { status, body }: Answer,
  { path }: MatrixRow,
  names: Readonly<Record<string, string>>,
): string {
  const asked = Object.entries(names).filter(([name]) => path.includes(`:${name}`));
  const longestFirst = asked.map(([, value]) => value).sort((one, other) => other.length - one.length);
  const whole = JSON.stringify({ status, body: { ...(body as object), requestId: '' } });
  const text = whole.replaceAll(/\d+ (?=faults? in)/g, '');
  return longestFirst.reduce((rest, value) => rest.replaceAll(value, ''), text);
}

/** The gateway's other routes lead to the services, whose rows stand for them. */
const isOwn = (path: string, rows: readonly MatrixRow[]): boolean =>
  rows.some((row) => row.service === 'api-gateway' && row.path === path);

async function makeObjects(installation: Installation): Promise<Record<string, string>> {
  const made = async (
    service: ServiceName,
    path: string,
    body: unknown,
    as = 'admin',
  ): Promise<Record<string, string>> => {
    const answer = await installation.call(service, 'POST', path, { body, as });
    if (answer.status >= 300)
      throw new Error(`${path}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, string>;
  };
  await made('constitutional-core', '/api/v1/constitution/versions', CONSTITUTION);
  await made('governance-engine', '/api/v1/policies?activate=true', POLICY);
  const request = {
    subject: { type: 'agent', id: 'demo-agent' },
    action: { name: 'pay', properties: { amount: 1000 } },
    resource: { type: 'account', id: '1' },
    context: {},
  };
  const decision = await made('governance-engine', '/api/v1/decisions', request, 'demo-agent');
  const invited = { email: 'ada@example.com', name: 'Ada', roles: [] };
  const invitation = await made('auth-service', '/api/v1/auth/invitations', invited);
  const registration = { name: 'Reports', authMethod: 'client_secret' };
  const client = await made('auth-service', '/api/v1/auth/clients', registration);
  return {
    ...ABSENT,
    personalId: invitation.id ?? '',
    clientId: client.id ?? '',
    decisionId: decision.decisionId ?? '',
    entryId: decision.decisionId ?? '',
    id: POLICY.id,
    version: '1',
    from: '1',
    to: '1',
  };
}
