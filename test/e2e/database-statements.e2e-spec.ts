import { runPrepared } from '@acgs/database';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import {
  COUNTED_CANDIDATE,
  COUNTED_RUN,
  fillEvolutionRuns,
  fillEvolutionFlips,
} from '../support/filled-evolution.js';
import {
  COUNTED_CALLER,
  COUNTED_PERSON,
  fillAgents,
  fillApiKeys,
  fillClients,
  fillDelegations,
  fillInvitations,
  fillOwnSessions,
  fillRevocations,
  fillSecurityEvents,
  fillSessions,
  fillUsers,
} from '../support/filled-identities.js';
import { COUNTED_SIMULATION, fillFlips, fillSimulations } from '../support/filled-simulations.js';
import {
  fillConstitutions,
  fillDecisions,
  fillEscalations,
  fillFreezes,
  fillLabels,
  fillLegalHolds,
  fillLogKeys,
  fillPolicies,
  fillPolicyChanges,
  fillPolicyVersions,
} from '../support/filled-tables.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { statementsOf } from '../support/statement-record.js';

const SERVICES = [
  'auth-service',
  'constitutional-core',
  'integrity-service',
  'governance-engine',
  'ec-service',
] as const;
const SIZES = [1, 10, 100] as const;

type Fill = (database: Client, from: number, to: number) => Promise<unknown>;

interface ListCase {
  /** With values for its parameters; the route's own path unless told. */
  readonly path?: string;
  /** Adds the rows from a number to a number; null for a list that is not in the database. */
  readonly fill: Fill | null;
  /** Whatever the number of rows; one unless told, and none for what is not in the database. */
  readonly statements?: number;
}

/** Every list route of every service with a database: how to fill what it lists. */
const CASES: Readonly<Record<string, ListCase>> = {
  'auth-service /.well-known/jwks.json': { fill: null },
  'auth-service /.well-known/oauth-authorization-server': { fill: null },
  'auth-service /.well-known/openid-configuration': { fill: null },
  'auth-service /api/v1/admin/queries': { fill: null },
  'auth-service /api/v1/auth/agents': { fill: fillAgents },
  'auth-service /api/v1/auth/api-keys': { fill: fillApiKeys },
  'auth-service /api/v1/auth/clients': { fill: fillClients },
  'auth-service /api/v1/auth/delegations': { fill: fillDelegations },
  'auth-service /api/v1/auth/invitations': { fill: fillInvitations },
  'auth-service /api/v1/auth/security-events': { fill: fillSecurityEvents },
  'auth-service /api/v1/auth/sessions': { fill: fillOwnSessions },
  'auth-service /api/v1/auth/users': { fill: fillUsers },
  'auth-service /api/v1/auth/users/{id}/sessions': {
    path: `/api/v1/auth/users/${COUNTED_PERSON}/sessions`,
    fill: fillSessions,
    // Whether there is such a person, and the sessions.
    statements: 2,
  },
  'auth-service /api/v1/oauth/revocations': { fill: fillRevocations },
  'constitutional-core /api/v1/admin/queries': { fill: null },
  'constitutional-core /api/v1/cache/stats': { fill: null },
  'constitutional-core /api/v1/constitution/versions': { fill: fillConstitutions },
  'ec-service /api/v1/admin/queries': { fill: null },
  'ec-service /api/v1/evolution/runs': { fill: fillEvolutionRuns },
  'ec-service /api/v1/evolution/runs/{runId}/candidates/{candidateId}/flips': {
    path: `/api/v1/evolution/runs/${COUNTED_RUN}/candidates/${COUNTED_CANDIDATE}/flips`,
    fill: fillEvolutionFlips,
    // The run, its candidate, whether its evidence is kept, and the flips.
    statements: 4,
  },
  'governance-engine /api/v1/admin/queries': { fill: null },
  'governance-engine /api/v1/approvals': { fill: fillEscalations },
  'governance-engine /api/v1/cache/stats': { fill: null },
  'governance-engine /api/v1/decisions': { fill: fillDecisions },
  'governance-engine /api/v1/decisions/outcomes': {
    path: `/api/v1/decisions/outcomes?policy=p&version=1&from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z`,
    fill: null,
    statements: 1,
  },
  'governance-engine /api/v1/labels': { fill: fillLabels },
  'governance-engine /api/v1/freezes': { fill: fillFreezes },
  'governance-engine /api/v1/legal-holds': { fill: fillLegalHolds },
  'governance-engine /api/v1/policies': { fill: fillPolicies },
  'governance-engine /api/v1/policies/{id}/activations': {
    path: '/api/v1/policies/changing/activations',
    fill: fillPolicyChanges,
  },
  'governance-engine /api/v1/policies/{id}/versions': {
    path: '/api/v1/policies/counted/versions',
    fill: (database, from, to) => fillPolicyVersions(database, 'counted', from, to),
  },
  // From what is loaded, without a statement.
  'governance-engine /api/v1/rule-sets/active': { fill: null },
  'governance-engine /api/v1/simulations': { fill: fillSimulations },
  'governance-engine /api/v1/simulations/{simulationId}/flips': {
    path: `/api/v1/simulations/${COUNTED_SIMULATION}/flips`,
    fill: fillFlips,
    // And the simulation, which the case before has filled in.
    statements: 2,
  },
  'integrity-service /api/v1/admin/queries': { fill: null },
  'integrity-service /api/v1/integrity/keys': { fill: fillLogKeys },
};

/** Lists that come as a whole. */
const WHOLE: readonly Fill[] = [fillLogKeys, fillRevocations];

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, { readonly get?: OpenApiOperation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

interface OpenApiOperation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<
    Record<string, { content?: { 'application/json'?: { schema?: JsonSchema } } }>
  >;
}

interface JsonSchema {
  readonly $ref?: string;
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** What takes a limit, and what answers an array without naming one thing in its path. A proof has 63 hashes at most. */
function isList(path: string, operation: OpenApiOperation, { components }: OpenApiDocument): boolean {
  if (path.includes('/proofs/')) return false;
  if (operation.parameters?.some(({ name }) => name === 'limit') === true) return true;
  const answered = operation.responses['200']?.content?.['application/json']?.schema;
  const schema =
    answered?.$ref === undefined ? answered : components.schemas[answered.$ref.split('/').at(-1)!];
  const members = [schema, ...Object.values(schema?.properties ?? {})];
  return !path.includes('{') && members.some((member) => member?.type === 'array');
}

describe('the number of statements of a list', () => {
  let installation: Installation;
  let database: Client;

  beforeAll(async () => {
    installation = await startInstallation({ services: SERVICES });
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    await installation.token('admin');
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  it('is looked at for every list route that there is', async () => {
    const lists: string[] = [];
    for (const service of SERVICES) {
      const answer = await installation.call(service, 'GET', '/docs-json', { as: null, hash: null });
      const document = answer.body as OpenApiDocument;
      for (const [path, { get }] of Object.entries(document.paths)) {
        if (get !== undefined && isList(path, get, document)) lists.push(`${service} ${path}`);
      }
    }
    expect(lists.sort()).toStrictEqual(Object.keys(CASES).sort());
  });

  it("counts each one, prepared, TypeORM's own and those of a transaction, too", async () => {
    const dataSource = installation.service('governance-engine').app.get(DataSource, { strict: false });
    const statements = await statementsOf(dataSource, async () => {
      await dataSource.transaction((transaction) => transaction.query('SELECT $1::int', [1]));
      await runPrepared(dataSource, { name: 'counted', text: 'SELECT $1::int' }, [2]);
    });
    expect(statements).toStrictEqual([
      { text: 'START TRANSACTION', values: [] },
      { text: 'SELECT $1::int', values: [1] },
      { text: 'COMMIT', values: [] },
      { text: 'SELECT $1::int', values: [2] },
    ]);
    expect(await statementsOf(dataSource, () => Promise.resolve())).toStrictEqual([]);
  });

  it.each(Object.entries(CASES))(
    '%s is the same for 1, 10 and 100 rows',
    async (route, { path, fill, statements = fill === null ? 0 : 1 }) => {
      const [service, ownPath] = route.split(' ') as [(typeof SERVICES)[number], string];
      const dataSource = installation.service(service).app.get(DataSource, { strict: false });
      const token = await installation.mint('admin', { sub: COUNTED_CALLER, principal: 'person' });
      const counts: number[] = [];
      const listed: number[] = [];
      let filled = 0;
      for (const size of SIZES) {
        await fill?.(database, filled + 1, size);
        filled = size;
        const query = fill === null || WHOLE.includes(fill) ? '' : '?limit=500';
        const seen = await statementsOf(dataSource, async () => {
          const { body } = await installation.call(service, 'GET', `${path ?? ownPath}${query}`, {
            headers: { 'Cache-Control': 'no-cache' },
            ...(fill === fillOwnSessions ? { token } : {}),
          });
          const { items, keys, revocations } = body as Readonly<Record<string, unknown[] | undefined>>;
          listed.push((items ?? keys ?? revocations ?? []).length);
        });
        counts.push(seen.length);
      }
      const atLeast = (size: number, index: number): boolean => (listed[index] ?? 0) >= size;
      expect(fill === null || SIZES.every(atLeast)).toBe(true);
      expect(counts).toStrictEqual([statements, statements, statements]);
    },
  );
});
