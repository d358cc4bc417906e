import {
  AcgsClient,
  type AcgsError,
  DeniedError,
  EscalatedError,
  type GuardedRequest,
  type GuardOutcome,
} from '@acgs/client';
import { startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';

const document = (owner: string): GuardedRequest['resource'] => ({
  type: 'document',
  id: 'doc-1',
  properties: { owner },
});
const read: GuardedRequest = { action: { name: 'read' }, resource: document('demo-agent') };
const pay = (amount: number): GuardedRequest => ({
  action: { name: 'pay', properties: { amount } },
  resource: document('demo-agent'),
});

describe('the client against real services, through the gateway', () => {
  let installation: Installation;
  let agent: AcgsClient;

  const clientOf = (clientId: string): AcgsClient => {
    const clientSecret = installation.clients.find(({ id }) => id === clientId)?.secret ?? '';
    return new AcgsClient({
      baseUrl: installation.url('api-gateway'),
      credentials: { clientId, clientSecret },
    });
  };

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service', 'api-gateway']);
    agent = clientOf('demo-agent');
  });

  afterAll(async () => {
    await installation.close();
  });

  it('is told what is allowed, denied and escalated, with the reasons', async () => {
    const obligations = [{ id: 'log', properties: { level: 'info' } }];
    expect(await agent.decide(read)).toMatchObject({ outcome: 'allow', obligations });
    expect(await agent.decide(pay(500))).toMatchObject({
      outcome: 'escalate',
      reasons: expect.arrayContaining([expect.objectContaining({ message: 'The amount is above 100.' })]),
    });
    const denied = await agent.decide({ action: { name: 'shutdown' }, resource: document('demo-agent') });
    expect(denied).toMatchObject({ outcome: 'deny' });
  });

  it('has its decisions in the record under its own name', async () => {
    const { decisionId } = await agent.decide(pay(10));
    const { body } = await clientOf('admin').request('get', '/api/v1/decisions/{decisionId}', {
      path: { decisionId },
    });
    expect([body.decisionId, body.requestedBy, body.outcome]).toStrictEqual([
      decisionId,
      'demo-agent',
      'allow',
    ]);
    expect(body.request.action.properties).toStrictEqual({ amount: 10 });
  });

  it('gets one decision for one key, whoever repeats', async () => {
    const first = await agent.decide(pay(20), { idempotencyKey: 'client-e2e' });
    expect(await agent.decide(pay(20), { idempotencyKey: 'client-e2e' })).toStrictEqual(first);
  });

  it('waits for the receipt, and gets the explanation', async () => {
    const decision = await agent.decide(pay(30), { receiptWaitSeconds: 10, explain: 'full' });
    expect(decision.receipt?.inclusionProof).toBeDefined();
    expect(decision.explanation).toBeDefined();
  });

  it('runs a function only when it is allowed, and tells what came of it', async () => {
    const ran: string[] = [];
    const outcomes: GuardOutcome['result'][] = [];
    const guarded = (name: string, request: GuardedRequest): Promise<unknown> =>
      agent.guard(() => ran.push(name), {
        request,
        obligations: { log: ({ properties }) => ran.push(`log ${String(properties.level)}`) },
        onOutcome: ({ result }) => outcomes.push(result),
      });
    await guarded('read', read);
    await expect(guarded('payment', pay(500))).rejects.toBeInstanceOf(EscalatedError);
    const theirs = { ...read, resource: document('somebody') };
    await expect(guarded('theirs', theirs)).rejects.toBeInstanceOf(DeniedError);
    expect(ran).toStrictEqual(['log info', 'read']);
    expect(outcomes).toStrictEqual(['done', 'not-run', 'not-run']);
  });

  it('does not run a function under an obligation that nobody handles', async () => {
    let ran = false;
    await expect(agent.guard(() => (ran = true), { request: read })).rejects.toMatchObject({
      name: 'ObligationError',
      obligation: { id: 'log' },
    });
    expect(ran).toBe(false);
  });

  it('tells a wrong secret, a lacking permission and a wrong request by their types', async () => {
    const stranger = new AcgsClient({
      baseUrl: installation.url('api-gateway'),
      credentials: { clientId: 'demo-agent', clientSecret: 'x'.repeat(40) },
    });
    const typeOf = (call: Promise<unknown>): Promise<string> =>
      call.then(
        () => 'none',
        (error: unknown) => (error as AcgsError).type,
      );
    expect(await typeOf(stranger.decide(read))).toBe('urn:acgs:client:no-token');
    expect(await typeOf(agent.request('get', '/api/v1/policies', {}))).toBe('urn:acgs:problem:forbidden');
    const foreign = { ...read, subject: { type: 'agent', id: 'somebody' } };
    expect(await typeOf(agent.decide(foreign))).toBe('urn:acgs:problem:subject-mismatch');
    const tooLong = { ...read, action: { name: 'x'.repeat(300) } };
    await expect(agent.decide(tooLong)).rejects.toMatchObject({
      type: 'urn:acgs:problem:validation-failed',
      faults: [expect.objectContaining({ path: '/action/name' })],
    });
  });

  it('denies nothing and allows nothing when nobody answers', async () => {
    const nobody = new AcgsClient({
      baseUrl: 'http://127.0.0.1:1',
      credentials: { apiKey: 'acgs_x' },
      retries: 0,
    });
    let ran = false;
    const request = { ...read, subject: { type: 'agent', id: 'a' } };
    await expect(nobody.guard(() => (ran = true), { request })).rejects.toMatchObject({
      type: 'urn:acgs:client:no-answer',
    });
    expect(ran).toBe(false);
  });
});
