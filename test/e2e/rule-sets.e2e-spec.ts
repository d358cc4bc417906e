import type { ActiveRuleSet, Decision, RecordedDecision } from '@acgs/contracts';
import { compileRuleSet } from '@acgs/rules';
import { DataSource } from 'typeorm';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';

const PATH = '/api/v1/rule-sets/active';

describe('the rule set in force', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned();
  });

  afterAll(async () => {
    await installation.close();
  });

  const get = (query = '', options: CallOptions = {}): Promise<Answer> =>
    installation.call('governance-engine', 'GET', `${PATH}${query}`, options);

  it('is what decisions of now pin, and gives the same outcomes when it is compiled elsewhere', async () => {
    const { status, body } = await get();
    expect(status).toBe(200);
    const { pins, constitution, policies } = body as ActiveRuleSet;
    const { constitutionalHash } = pins;
    const compiled = compileRuleSet({ constitution, policies, constitutionalHash });
    expect(compiled.pins).toStrictEqual(pins);
    for (const action of ['read', 'shutdown', 'nothing']) {
      const asked = await installation.call('governance-engine', 'POST', '/api/v1/decisions', {
        as: 'demo-agent',
        body: evaluationRequest({ action }),
      });
      const decision = asked.body as Decision;
      expect(decision.pins).toStrictEqual(pins);
      const recorded = await installation.call(
        'governance-engine',
        'GET',
        `/api/v1/decisions/${decision.decisionId}`,
      );
      const { request } = recorded.body as RecordedDecision;
      expect(compiled.evaluate(request)).toMatchObject({
        outcome: decision.outcome,
        reasons: decision.reasons,
      });
    }
  });

  it("is another tenant's for a client with tenants:any, and for nobody else", async () => {
    expect(await get('?tenant=other')).toMatchObject({
      status: 403,
      body: { type: 'urn:acgs:problem:forbidden', permission: 'tenants:any' },
    });
    expect((await get('?tenant=default')).status).toBe(200);
    const other = await get('?tenant=other', { as: 'ec-service' });
    expect(other).toMatchObject({ status: 200, body: { policies: [], pins: { policySetDigest: null } } });
    expect((await get('', { as: 'ec-service' })).body).toStrictEqual((await get()).body);
  });

  it('is given from what is loaded', async () => {
    const database = installation.service('governance-engine').app.get(DataSource, { strict: false });
    await database.query('TRUNCATE governance_engine.policy_sets');
    expect(await get()).toMatchObject({ status: 200, body: { policies: [{ document: { id: 'team' } }] } });
  });

  it.each(['?tenant=', '?tenant=NO', '?tenant=a&tenant=b', '?other=1'])(
    'is not given for %s',
    async (query) => {
      expect((await get(query, { as: 'ec-service' })).status).toBe(400);
    },
  );
});
