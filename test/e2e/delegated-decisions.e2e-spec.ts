import type { Decision, RecordedDecision } from '@acgs/contracts';
import { parse } from 'yaml';
import { codeBlocks, pageText, sectionOf } from '../conformance/docs-pages.js';
import { activate, evaluationRequest, startGoverned } from '../support/governed.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';

const DECISIONS = '/api/v1/decisions';
const [RULES = ''] = codeBlocks(
  sectionOf(pageText('docs/writing-rules.md'), 'For whom an agent acts'),
  'yaml',
);

/** A token with which `demo-agent` acts for a person, passed on by others. */
const acting = (person: string, actors: readonly string[], delegations: readonly string[]): object => ({
  sub: person,
  principal: 'person',
  roles: [],
  permissions: ['decisions:create'],
  act: actors.reduceRight<object | undefined>((act, sub) => ({ sub, ...(act && { act }) }), undefined),
  dlg: delegations,
  jti: person,
});

describe('the decision of an agent that acts for a person', () => {
  let installation: Installation;
  let forAnna: string;
  let forBert: string;

  beforeAll(async () => {
    installation = await startGoverned();
    await activate(installation, parse(RULES) as object);
    forAnna = await installation.mint('demo-agent', { ...acting('anna', ['demo-agent'], ['first']) });
    forBert = await installation.mint('demo-agent', {
      ...acting('bert', ['demo-agent', 'planner'], ['first', 'second']),
    });
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('governance-engine', method, `${DECISIONS}${path}`, options);
  const asking = (properties: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
    ...evaluationRequest(),
    subject: { type: 'agent', id: 'demo-agent', properties },
  });
  const decide = async (token: string, headers: Readonly<Record<string, string>> = {}): Promise<Decision> => {
    const answer = await call('POST', '', { token, body: asking(), headers });
    expect(answer.status).toBe(200);
    return answer.body as Decision;
  };

  it('has the chain in its request, as recorded, and rules can speak of it', async () => {
    await expect(
      (async () => {
        for (;;) if ((await decide(forBert)).outcome === 'deny') return 'denied';
      })(),
    ).resolves.toBe('denied');
    const allowed = await decide(forAnna);
    expect(allowed.outcome).toBe('allow');
    const { body } = await call('GET', `/${allowed.decisionId}`);
    expect(body).toMatchObject({
      requestedBy: 'demo-agent',
      request: {
        subject: {
          id: 'demo-agent',
          properties: { delegation: { person: 'anna', actors: ['demo-agent'], delegations: ['first'] } },
        },
      },
    } satisfies { requestedBy: string; request: object } & Partial<Omit<RecordedDecision, 'request'>>);
  });

  it('is explained as it was made, at once and later', async () => {
    const { body } = await call('POST', '?explain=full', { token: forBert, body: asking() });
    const { decisionId, explanation } = body as Decision & { explanation: object };
    const later = await call('GET', `/${decisionId}/explanation`);
    expect(later.body).toStrictEqual(explanation);
    expect(JSON.stringify(explanation)).toContain('bert');
  });

  it('is not another person’s under the same Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': 'once' };
    const first = await decide(forAnna, headers);
    expect((await decide(forAnna, headers)).decisionId).toBe(first.decisionId);
    expect((await call('POST', '', { token: forBert, body: asking(), headers })).status).toBe(422);
    const batch = { requests: [asking()] };
    const many = { 'Idempotency-Key': 'many' };
    expect((await call('POST', '/batch', { token: forAnna, body: batch, headers: many })).status).toBe(200);
    expect((await call('POST', '/batch', { token: forBert, body: batch, headers: many })).status).toBe(422);
  });

  it.each([
    [
      'claims a delegation that its token does not have',
      'demo-agent',
      asking({ delegation: { person: 'anna' } }),
    ],
    ['passes for the person', null, { ...asking(), subject: { type: 'agent', id: 'anna', properties: {} } }],
    [
      'passes for no agent',
      null,
      { ...asking(), subject: { type: 'user', id: 'demo-agent', properties: {} } },
    ],
  ])('is refused when it %s', async (_, as, body) => {
    const answer = await call('POST', '', { body, ...(as === null ? { token: forAnna } : { as }) });
    expect(answer).toMatchObject({ status: 403, body: { type: 'urn:acgs:problem:subject-mismatch' } });
    const batch = await call('POST', '/batch', {
      body: { requests: [body] },
      ...(as === null ? { token: forAnna } : { as }),
    });
    expect(batch.status).toBe(403);
  });
});
