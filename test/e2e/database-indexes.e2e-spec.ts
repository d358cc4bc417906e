import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { PoliciesRepository } from '../../apps/governance-engine/src/policy-records/policies.repository.js';
import {
  filledInBulk,
  fillConstitutions,
  fillDecisions,
  fillEscalations,
  fillPolicies,
  fillPolicyVersions,
} from '../support/filled-tables.js';
import { type Installation, type ServiceName, startInstallation } from '../support/installation.js';
import { type Statement, statementsOf } from '../support/statement-record.js';

const ROWS = 100_000;
const DAY = 24 * 60 * 60 * 1000;
const TODAY = Math.floor(Date.now() / DAY) * DAY;
const dayOf = (offset: number): string => new Date(TODAY + offset * DAY).toISOString();
const partition = (offset: number): string => `decisions_${dayOf(offset).slice(0, 10).replaceAll('-', '')}`;

const decisions = async (database: Client): Promise<void> => {
  await fillDecisions(database, 1, ROWS);
  await fillEscalations(database, 1, ROWS / 10);
};

const policies = (database: Client): Promise<void> =>
  filledInBulk(database, ['governance_engine', 'policy_versions'], async () => {
    await fillPolicies(database, 1, ROWS);
    await fillPolicyVersions(database, 'changed', 1, 1000);
  });

const constitutions = (database: Client): Promise<void> =>
  filledInBulk(database, ['constitutional_core', 'versions'], () => fillConstitutions(database, 1, ROWS));

describe(`with ${String(ROWS)} rows in each table, by the planner's own choice`, () => {
  let installation: Installation;
  let database: Client;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core', 'governance-engine'] });
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
    await Promise.all([fill(decisions), fill(policies), fill(constitutions)]);
    await database.query('ANALYZE');
  }, 180_000);

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  /** On a connection of its own, so that tables are filled beside each other. */
  async function fill(task: (connection: Client) => Promise<void>): Promise<void> {
    const connection = new Client({ connectionString: installation.database.url });
    await connection.connect();
    await task(connection).finally(() => connection.end());
  }

  async function plansOf(statements: readonly Statement[]): Promise<string> {
    const plans: string[] = [];
    for (const { text, values } of statements) {
      const { rows } = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [...values]);
      plans.push(...rows.map((row) => row['QUERY PLAN']));
    }
    return plans.join('\n');
  }

  async function planOfRoute(service: ServiceName, path: string): Promise<string> {
    const dataSource = installation.service(service).app.get(DataSource, { strict: false });
    let status = 0;
    const statements = await statementsOf(dataSource, async () => {
      ({ status } = await installation.call(service, 'GET', `/api/v1${path}`, { as: 'admin' }));
    });
    expect(status).toBe(200);
    expect(statements.length).toBeGreaterThan(0);
    return plansOf(statements);
  }

  it.each([
    ['/policies', 'policies_pkey'],
    ['/policies?cursor=policy-5', 'policies_pkey'],
    ['/policies?q=zeppelin', 'policy_versions_words'],
    ['/policies?q=zeppelin+-work', 'policy_versions_words'],
    ['/policies?owner=rare', 'policy_versions_document'],
    ['/policies?rule=rare', 'policy_versions_document'],
    ['/policies?active=true', 'policies_active'],
    ['/policies/policy-77', 'policy_versions_pkey'],
    ['/policies/changed/versions', 'policy_versions_pkey'],
    ['/policies/changed/versions?cursor=500', 'policy_versions_pkey'],
    ['/policies/changed/versions/5', 'policy_versions_pkey'],
  ])('GET %s of the engine uses %s', async (path, index) => {
    const plan = await planOfRoute('governance-engine', path);
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });

  it('the rules in force are found by policies_active', async () => {
    const { app } = installation.service('governance-engine');
    const statements = await statementsOf(app.get(DataSource, { strict: false }), () =>
      app.get(PoliciesRepository, { strict: false }).activeByTenant(),
    );
    expect(await plansOf(statements)).toContain('policies_active');
  });

  it.each([
    ['/constitution/versions', 'versions_of_charter'],
    ['/constitution/versions?cursor=5000', 'versions_of_charter'],
    ['/constitution/versions?q=zeppelin', 'versions_words'],
    ['/constitution/versions?q=%22zeppelins+fly%22', 'versions_words'],
    ['/constitution', 'versions_of_charter'],
    ['/constitution/versions/77', 'versions_pkey'],
    ['/constitution/versions/77/diff/78', 'versions_pkey'],
  ])('GET %s of the core uses %s', async (path, index) => {
    const plan = await planOfRoute('constitutional-core', path);
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });

  it.each([
    ['', 'pkey'],
    ['subject=agent-7', 'tenant_subject_id_decision_id_idx'],
    ['action=action-7', 'tenant_action_name_decision_id_idx'],
    ['resource=doc-7', 'tenant_resource_id_decision_id_idx'],
    ['outcome=deny', 'tenant_outcome_decision_id_idx'],
    ['rule=team/rule-7', 'rule_ids_idx'],
  ])('GET /decisions?%s of the engine uses %s, in the days asked for alone', async (filter, index) => {
    const between = `from=${dayOf(0)}&to=${dayOf(2)}`;
    const plan = await planOfRoute('governance-engine', `/decisions?${between}&${filter}`);
    expect(plan).toContain(`${partition(0)}_${index}`);
    expect(plan).not.toContain('Seq Scan');
    expect(new Set(plan.match(/decisions_\d{8}(?=_?\b)/g))).toStrictEqual(
      new Set([partition(0), partition(1)]),
    );
  });

  it.each([
    ['', /_tenant_outcome_decision_id_idx/],
    ['status=pending', /_tenant_outcome_decision_id_idx/],
    ['status=expired', /_tenant_outcome_decision_id_idx[^]*approvals_open/],
    ['status=approved', /approvals_open/],
  ])(
    'GET /approvals?%s of the engine uses %s in its order, and reads no more than a page',
    async (filter, index) => {
      const plan = await planOfRoute('governance-engine', `/approvals?${filter}`);
      expect(plan).toMatch(index);
      expect(plan).not.toMatch(
        /Bitmap|Hash (?:Left )?Join|Seq Scan on (?:approvals|decisions_\d+ decision_[12] )/,
      );
    },
  );
});
