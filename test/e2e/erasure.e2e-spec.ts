import type { DecisionPage, Erasure, Explanation, Problem, Receipt, RecordedDecision } from '@acgs/contracts';
import { Client } from 'pg';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import { heldBack } from '../support/held-back-log.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';
import { ServiceInstance } from '../support/service-instance.js';

const UNKNOWN = '00000000-0000-7000-8000-000000000000';
const PHONE = '+41 79 000 00 00';
const FIELDS = ['/resource/id', '/resource/properties/owner', '/resource/properties/phone', '/context/note'];

describe('the erasure of a decision', () => {
  let installation: Installation;
  let log: LogReader;
  let database: Client;

  beforeAll(async () => {
    installation = await startGoverned({ LOG_PERSONAL_FIELDS: FIELDS.join(',') }, [
      'integrity-service',
      'api-gateway',
    ]);
    log = new LogReader(installation);
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  const call = (
    method: string,
    decisionId: string,
    below: string,
    options: CallOptions = {},
  ): Promise<Answer> =>
    installation.call('api-gateway', method, `/api/v1/decisions/${decisionId}${below}`, options);

  const erase = (decisionId: string, options: CallOptions = {}): Promise<Answer> =>
    call('POST', decisionId, '/erasure', options);

  const decide = async (properties: Record<string, unknown>): Promise<RecordedDecision> => {
    const request = evaluationRequest({ resource: 'file of Ann' });
    const resource = { type: 'document', id: 'file of Ann', properties };
    const { status, body } = await installation.call('governance-engine', 'POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: { ...request, resource, context: { note: `call ${PHONE}` } },
    });
    expect(status).toBe(200);
    return body as RecordedDecision;
  };

  const timesFound = async (text: string): Promise<number> => {
    const { rows } = await database.query<{ found: number }>(
      `SELECT ((SELECT count(*) FROM governance_engine.decisions WHERE decisions::text LIKE $1)
         + (SELECT count(*) FROM integrity_service.sealed_fields WHERE value::text LIKE $1)
         + (SELECT count(*) FROM integrity_service.entries WHERE leaf LIKE $1))::int AS found`,
      [`%${text}%`],
    );
    return rows[0]!.found;
  };

  it('takes the personal fields out of the record and of the log, and every proof goes on working', async () => {
    const { decisionId } = await decide({ owner: 'demo-agent', phone: PHONE });
    const before = await log.receipt(decisionId);
    expect(before.openings.map(({ pointer }) => pointer).sort()).toStrictEqual(
      FIELDS.map((field) => `/body/request${field}`).sort(),
    );
    expect(await timesFound(PHONE)).toBeGreaterThan(1);
    const { status, body } = await erase(decisionId);
    expect([status, body]).toStrictEqual([200, { decisionId, erased: FIELDS } satisfies Erasure]);
    const { body: recorded } = await call('GET', decisionId, '');
    expect((recorded as RecordedDecision).request).toMatchObject({
      resource: { id: '[erased]', properties: { owner: '[erased]', phone: '[erased]' } },
      context: { note: '[erased]' },
    });
    const erasure = await log.proven(await log.receipt(`erasure:${decisionId}`));
    expect(erasure).toMatchObject({
      kind: 'erasure',
      body: {
        decisionId,
        fields: FIELDS,
        erasedBy: 'admin',
        erasedAt: expect.stringMatching(/Z$/) as string,
      },
    });
    const after = (await call('GET', decisionId, '/receipt')).body as Receipt;
    expect([after.openings, after.entry]).toStrictEqual([[], before.entry]);
    await log.proven(after);
    expect(await timesFound(PHONE)).toBe(0);
    expect((await call('GET', decisionId, '/evidence')).status).toBe(200);
  });

  it('takes them out of what decisions are searched by', async () => {
    const { decisionId } = await decide({ owner: 'demo-agent' });
    const found = async (): Promise<string[]> => {
      const path = '/api/v1/decisions?resource=file%20of%20Ann';
      const { body } = await installation.call('governance-engine', 'GET', path);
      return (body as DecisionPage).items.map((decision) => decision.decisionId);
    };
    expect(await found()).toContain(decisionId);
    await erase(decisionId);
    expect(await found()).not.toContain(decisionId);
  });

  it('answers the same however often it is asked, and is one leaf', async () => {
    const { decisionId } = await decide({ phone: PHONE });
    const answers = await Promise.all(Array.from({ length: 5 }, () => erase(decisionId)));
    answers.push(await erase(decisionId));
    const erased = ['/resource/id', '/resource/properties/phone', '/context/note'];
    for (const { status, body } of answers) {
      expect([status, body]).toStrictEqual([200, { decisionId, erased }]);
    }
    await log.receipt(`erasure:${decisionId}`);
    await log.receipt((await log.decide()).decisionId);
    const leaves = (await log.leaves((await log.checkpoint()).size)).map(String);
    expect(leaves.filter((leaf) => leaf.includes(`"erasure:${decisionId}"`))).toHaveLength(1);
  });

  it('reaches what became personal since, as an entry of its own', async () => {
    const { decisionId } = await decide({ owner: 'demo-agent', phone: PHONE, room: 'B 12' });
    await log.receipt(decisionId);
    await erase(decisionId);
    const more = [...FIELDS, '/resource/properties/room', '/context/none'];
    const later = await ServiceInstance.start(installation, 'governance-engine', {
      LOG_PERSONAL_FIELDS: more.join(','),
    });
    try {
      const path = `/decisions/${decisionId}/erasure`;
      const answers = await Promise.all([1, 2, 3].map(() => later.call('POST', path)));
      const erased = [...FIELDS, '/resource/properties/room'];
      for (const { status, body } of answers)
        expect([status, body]).toStrictEqual([200, { decisionId, erased }]);
      expect((await erase(decisionId)).body).toStrictEqual({ decisionId, erased });
    } finally {
      await later.close();
    }
    const entry = await log.proven(await log.receipt(`erasure:${decisionId}:2`));
    expect(entry.body).toMatchObject({
      decisionId,
      fields: ['/resource/properties/room'],
      erasedBy: 'admin',
    });
    const { body } = await call('GET', decisionId, '');
    const { properties } = (body as RecordedDecision).request.resource;
    expect(properties).toStrictEqual({ owner: '[erased]', phone: '[erased]', room: '[erased]' });
    await log.receipt((await log.decide()).decisionId);
    const leaves = (await log.leaves((await log.checkpoint()).size)).map(String);
    expect(leaves.filter((leaf) => leaf.includes(`"erasure:${decisionId}`))).toHaveLength(2);
  });

  it('reaches a decision that is not in the log yet', async () => {
    const { decisionId } = await heldBack(installation, async () => {
      const decision = await decide({ phone: PHONE });
      expect((await erase(decision.decisionId)).status).toBe(200);
      return decision;
    });
    await log.receipt(`erasure:${decisionId}`);
    const receipt = await log.receipt(decisionId);
    expect((await log.proven(receipt)).sealed).toContain('/body/request/resource/properties/phone');
    expect(receipt.openings).toStrictEqual([]);
  });

  it('ends explanations that depend on it, and no other', async () => {
    const explained = (decisionId: string): Promise<Answer> => call('GET', decisionId, '/explanation');
    const [read, unread] = [await decide({ owner: 'demo-agent' }), await decide({ phone: PHONE })];
    const before = (await explained(unread.decisionId)).body as Explanation;
    for (const { decisionId } of [read, unread]) await erase(decisionId);
    const { status, body } = await explained(read.decisionId);
    expect([status, (body as Problem).type]).toStrictEqual([410, 'urn:acgs:problem:erased']);
    expect((body as Problem).detail).toContain('/resource/properties/owner');
    expect((await explained(unread.decisionId)).body).toStrictEqual(before);
  });

  it('is for those who may erase, in their own tenant', async () => {
    const { decisionId } = await decide({ phone: PHONE });
    const foreign = await installation.mint('admin', { tenant: 'other' });
    for (const [options, expected] of [
      [{ as: 'auditor' }, 403],
      [{ as: 'demo-agent' }, 403],
      [{ as: null }, 401],
      [{ hash: null }, 428],
      [{ token: foreign }, 404],
    ] as const) {
      expect((await erase(decisionId, options)).status).toBe(expected);
    }
    expect((await erase(UNKNOWN)).status).toBe(404);
    expect((await erase('no-id')).status).toBe(400);
    const { body } = await call('GET', decisionId, '');
    expect((body as RecordedDecision).request.resource.properties).toStrictEqual({ phone: PHONE });
  });
});

describe('where no field is personal', () => {
  it('nothing is erased, and the log has no leaf of it', async () => {
    const installation = await startGoverned({}, ['integrity-service']);
    try {
      const log = new LogReader(installation);
      const { decisionId } = await log.decide();
      const path = `/api/v1/decisions/${decisionId}/erasure`;
      const { status, body } = await installation.call('governance-engine', 'POST', path);
      expect([status, body]).toStrictEqual([200, { decisionId, erased: [] }]);
      await log.receipt((await log.decide()).decisionId);
      expect((await log.get(`/log/entries/erasure:${decisionId}`)).status).toBe(404);
    } finally {
      await installation.close();
    }
  });
});
