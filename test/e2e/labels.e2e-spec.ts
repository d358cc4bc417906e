import type { Decision, DecisionLabels, LabelledDecisionPage } from '@acgs/contracts';
import { DataSource } from 'typeorm';
import { agreedLabels } from '../../apps/governance-engine/src/labels/agreed-label.js';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';

const ABSENT = '01890000-0000-7000-8000-000000000000';

describe('labels', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned({ LOG_PERSONAL_FIELDS: '/resource/id' });
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1${path}`, { as: 'approver', ...options });

  const decide = async (options: CallOptions = {}, action = 'read'): Promise<string> => {
    const asked = { as: 'demo-agent', body: evaluationRequest({ action }), ...options };
    const { status, body } = await call('POST', '/decisions', asked);
    expect(status).toBe(200);
    return (body as Decision).decisionId;
  };

  const label = (decisionId: string, outcome: string, options: CallOptions = {}): Promise<Answer> =>
    call('POST', `/decisions/${decisionId}/labels`, { body: { outcome, reason: 'Seen.' }, ...options });

  const labelsOf = async (decisionId: string): Promise<DecisionLabels> =>
    (await call('GET', `/decisions/${decisionId}/labels`)).body as DecisionLabels;

  it('count as the newest of each reviewer, and the earlier ones are kept', async () => {
    const decisionId = await decide();
    expect(await labelsOf(decisionId)).toStrictEqual({
      decisionId,
      label: null,
      contested: false,
      labels: [],
    });
    await label(decisionId, 'deny');
    const { status, body } = await label(decisionId, 'allow');
    expect([status, body]).toStrictEqual([200, await labelsOf(decisionId)]);
    expect(body).toMatchObject({
      label: 'allow',
      contested: false,
      labels: [
        { outcome: 'deny', source: 'review', labelledBy: 'approver', current: false },
        { outcome: 'allow', current: true },
      ],
    });
    expect((await label(decisionId, 'allow')).body).toStrictEqual(body);
  });

  it('that contradict each other are shown, until one of them is changed', async () => {
    const decisionId = await decide();
    await label(decisionId, 'allow');
    expect((await label(decisionId, 'deny', { as: 'admin' })).body).toMatchObject({
      label: null,
      contested: true,
    });
    expect((await label(decisionId, 'allow', { as: 'admin' })).body).toMatchObject({
      label: 'allow',
      contested: false,
    });
  });

  it('are reported by who has asked for the decision, and by nobody else', async () => {
    const decisionId = await decide();
    const report = { body: { outcome: 'escalate', reason: 'A person should have been asked.' } };
    const path = `/decisions/${decisionId}/outcome-reports`;
    expect((await call('POST', path, { as: 'demo-agent', ...report })).body).toMatchObject({
      label: 'escalate',
      labels: [{ source: 'report', labelledBy: 'demo-agent' }],
    });
    expect((await call('POST', path, { as: 'platform', ...report })).status).toBe(404);
    expect((await call('POST', path, report)).status).toBe(403);
    expect((await label(decisionId, 'allow', { as: 'demo-agent' })).status).toBe(403);
  });

  it('of a report count where nobody else has spoken, and are shown beside those that do', async () => {
    const decisionId = await decide();
    const report = (outcome: string, options: CallOptions = {}): Promise<Answer> =>
      call('POST', `/decisions/${decisionId}/outcome-reports`, {
        as: 'demo-agent',
        body: { outcome, reason: 'I think so.' },
        ...options,
      });
    const listed = async (query: string): Promise<unknown> => {
      const { items } = (await call('GET', `/labels?limit=500&${query}`)).body as LabelledDecisionPage;
      return items.find((item) => item.decisionId === decisionId)?.label;
    };
    await report('allow');
    expect([await listed(''), await listed('reports=include')]).toStrictEqual([undefined, 'allow']);
    expect((await label(decisionId, 'deny')).body).toMatchObject({
      label: 'deny',
      contested: false,
      labels: [
        { source: 'report', current: true },
        { source: 'review', current: true },
      ],
    });
    await report('escalate');
    expect([await listed(''), await listed('reports=include')]).toStrictEqual(['deny', 'deny']);
    expect((await call('GET', '/labels?reports=some')).status).toBe(400);
  });

  it('of a reviewer stay beside what is reported in his name', async () => {
    const decisionId = await decide({ as: 'admin', body: evaluationRequest({ subject: 'admin' }) });
    await label(decisionId, 'deny', { as: 'admin' });
    const report = { as: 'admin', body: { outcome: 'allow', reason: 'All went well.' } };
    const path = `/decisions/${decisionId}/outcome-reports`;
    const reported = await call('POST', path, report);
    expect(reported).toMatchObject({ status: 200, body: { label: 'deny', contested: false } });
    expect((await label(decisionId, 'deny', { as: 'admin' })).body).toStrictEqual(reported.body);
  });

  it('are given by no agent, which reports instead', async () => {
    const decisionId = await decide();
    const agent = { token: await installation.mint('approver', { act: { sub: 'helper' } }) };
    expect((await label(decisionId, 'deny', agent)).status).toBe(403);
    const labels = [{ decisionId, outcome: 'deny', reason: 'x' }];
    const imported = await call('POST', '/labels/import', { body: { suite: 's', labels }, ...agent });
    expect(imported.status).toBe(403);
    expect((await labelsOf(decisionId)).labels).toStrictEqual([]);
  });

  it('are agreed on by the statement as by the list', async () => {
    for (let count = 0; count < 12; count++) await decide();
    const database = installation.service('governance-engine').app.get(DataSource, { strict: false });
    await database.query(
      `INSERT INTO governance_engine.labels
         (tenant, decision_id, outcome, reason, source, suite, labelled_by, constitutional_hash)
       SELECT tenant, decision_id, (ARRAY['allow', 'deny'])[1 + (hash & 1)], 'x', source,
         CASE source WHEN 'suite' THEN 's' END, 'giver-' || (hash >> 3 & 1), constitutional_hash
       FROM (SELECT tenant, decision_id, constitutional_hash, hash,
               (ARRAY['review', 'report', 'report', 'suite'])[1 + (hash >> 1 & 3)] AS source
             FROM (SELECT *, row_number() OVER (ORDER BY decision_id) AS place FROM governance_engine.decisions
                   WHERE tenant = 'default') AS numbered CROSS JOIN generate_series(1, 4) AS n
             CROSS JOIN LATERAL (SELECT hashtext(place || '-' || n) AS hash) AS hashed) AS one`,
    );
    const statement = agreedLabels(`tenant = 'default'`);
    const agreed = await database.query<{ decision_id: string; label: string | null }[]>(
      `${statement} ORDER BY decision_id`,
    );
    const { items } = (await call('GET', '/labels?limit=500')).body as LabelledDecisionPage;
    expect(items.map((item) => ({ decision_id: item.decisionId, label: item.label }))).toStrictEqual(agreed);
    expect(new Set(agreed.map((one) => one.label)).size).toBe(3);
  });

  it('of a suite come all or none', async () => {
    const ids = [await decide(), await decide(), await decide()];
    const labels = ids.map((decisionId) => ({ decisionId, outcome: 'allow', reason: 'As the suite says.' }));
    const body = { suite: 'banking', labels };
    const broken = { ...body, labels: [...labels, { ...labels[0], decisionId: ABSENT }] };
    expect(await call('POST', '/labels/import', { body: broken })).toMatchObject({
      status: 404,
      body: { faults: [{ path: '/labels/3/decisionId' }] },
    });
    expect((await labelsOf(ids[0] ?? '')).labels).toStrictEqual([]);
    const imported = await call('POST', '/labels/import', { body });
    expect(imported).toMatchObject({ status: 200, body: { suite: 'banking', added: 3 } });
    expect((await call('POST', '/labels/import', { body })).body).toMatchObject({ added: 0 });
    expect((await labelsOf(ids[2] ?? '')).labels).toMatchObject([{ source: 'suite', suite: 'banking' }]);
    const twice = { ...body, labels: [labels[0], labels[0]] };
    expect(await call('POST', '/labels/import', { body: twice })).toMatchObject({
      status: 400,
      body: { faults: [{ path: '/labels/1/decisionId' }] },
    });
  });

  it('are listed with their decisions, oldest first, page by page, in a time', async () => {
    const token = await installation.mint('demo-agent', { tenant: 'listed' });
    const reviewer = { token: await installation.mint('approver', { tenant: 'listed' }) };
    const ids: string[] = [];
    for (const outcome of ['allow', 'deny', 'allow']) {
      const decisionId = await decide({ token }, 'shutdown');
      ids.push(decisionId);
      await label(decisionId, outcome, reviewer);
      await label(decisionId, 'deny', reviewer);
    }
    await label(ids[1] ?? '', 'allow', { token: await installation.mint('admin', { tenant: 'listed' }) });
    const page = async (query: string, options: CallOptions = reviewer): Promise<LabelledDecisionPage> => {
      const { status, body } = await call('GET', `/labels${query}`, options);
      expect(status).toBe(200);
      return body as LabelledDecisionPage;
    };
    const first = await page('?limit=2');
    expect(first.items).toMatchObject([
      {
        decisionId: ids[0],
        outcome: 'deny',
        approved: false,
        erased: false,
        label: 'deny',
        labels: [{ outcome: 'deny' }],
      },
      { decisionId: ids[1], label: null, labels: [{ outcome: 'deny' }, { outcome: 'allow' }] },
    ]);
    expect(first.items[0]?.request).toMatchObject({ action: { name: 'shutdown' } });
    const second = await page(`?limit=2&cursor=${first.nextCursor ?? ''}`);
    expect([second.items.map(({ decisionId }) => decisionId), second.nextCursor]).toStrictEqual([
      [ids[2]],
      null,
    ]);
    const at = new Date(Date.parse(first.items[1]?.decidedAt ?? '')).toISOString();
    expect((await page(`?from=${at}`)).items.map(({ decisionId }) => decisionId)).toContain(ids[2]);
    expect((await page(`?to=${first.items[0]?.decidedAt ?? ''}`)).items).toStrictEqual([]);
    expect(await page('?tenant=listed', { as: 'ec-service' })).toStrictEqual(await page(''));
    expect((await call('GET', '/labels?tenant=listed')).status).toBe(403);
    expect((await label(ids[0] ?? '', 'allow')).status).toBe(404);
    expect((await call('GET', `/decisions/${ids[0] ?? ''}/labels`)).status).toBe(404);
  });

  it('of what was erased are marked, without their reasons, and nobody changes them', async () => {
    const decisionId = await decide();
    await label(decisionId, 'deny');
    expect((await call('POST', `/decisions/${decisionId}/erasure`, { as: 'admin' })).status).toBe(200);
    expect((await labelsOf(decisionId)).labels).toMatchObject([{ outcome: 'deny', reason: null }]);
    const { items } = (await call('GET', '/labels?limit=500')).body as LabelledDecisionPage;
    expect(items.find((item) => item.decisionId === decisionId)).toMatchObject({
      erased: true,
      request: { resource: { id: '[erased]' } },
    });
    const database = installation.service('governance-engine').app.get(DataSource, { strict: false });
    for (const change of [`outcome = 'allow'`, `reason = 'x'`, `labelled_by = 'x'`])
      await expect(database.query(`UPDATE governance_engine.labels SET ${change}`)).rejects.toThrow(
        'never changed',
      );
  });

  it.each([
    ['/decisions/x/labels', { outcome: 'allow', reason: 'x' }, 400],
    [`/decisions/${ABSENT}/labels`, { outcome: 'allow', reason: 'x' }, 404],
    [`/decisions/${ABSENT}/labels`, { outcome: 'maybe', reason: 'x' }, 400],
    [`/decisions/${ABSENT}/labels`, { outcome: 'allow' }, 400],
    [`/decisions/${ABSENT}/labels`, { outcome: 'allow', reason: 'x', by: 'me' }, 400],
    ['/labels/import', { suite: 'a b', labels: [] }, 400],
    ['/labels/import', { suite: 'a', labels: [] }, 400],
  ])('answer POST %s with %j by what is wrong', async (path, body, status) => {
    expect((await call('POST', path, { body })).status).toBe(status);
  });
});
