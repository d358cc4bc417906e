import type { Decision, Problem, Receipt } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { evaluationRequest, startGoverned } from '../support/governed.js';
import type { Answer, CallOptions, Installation } from '../support/installation.js';
import { heldBack } from '../support/held-back-log.js';
import { LogReader } from '../support/log-reader.js';
import { answerWith, ScriptedUpstream } from '../support/scripted-upstream.js';
import { ServiceInstance } from '../support/service-instance.js';

const UNKNOWN = '00000000-0000-7000-8000-000000000000';

/** Nothing listens there. */
const NOBODY = 'http://127.0.0.1:1';

const kindOf = ({ status, body }: Answer): unknown[] => [status, (body as Problem).type];

describe('receipts', () => {
  let installation: Installation;
  let log: LogReader;

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service', 'api-gateway']);
    log = new LogReader(installation);
  });

  afterAll(async () => {
    await installation.close();
  });

  const receiptOf = (decisionId: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('api-gateway', 'GET', `/api/v1/decisions/${decisionId}/receipt`, options);

  const decide = (prefer: string, headers: Record<string, string> = {}): Promise<Answer> =>
    installation.call('api-gateway', 'POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: evaluationRequest(),
      headers: { Prefer: prefer, ...headers },
    });

  it('prove a decision', async () => {
    const decision = await log.decide();
    await log.receipt(decision.decisionId);
    const { status, body } = await receiptOf(decision.decisionId, { as: 'auditor' });
    expect(status).toBe(200);
    expect((await log.proven(body as Receipt)).body).toMatchObject({ decision });
  });

  it('are pending while the log has not come to the decision, and say when to ask again', async () => {
    const { decisionId } = await heldBack(installation, async () => {
      const decision = await log.decide();
      const answer = await receiptOf(decision.decisionId);
      expect(kindOf(answer)).toStrictEqual([503, 'urn:acgs:problem:receipt-pending']);
      expect(answer.headers.get('retry-after')).toBe('1');
      return decision;
    });
    await log.receipt(decisionId);
    expect((await receiptOf(decisionId)).status).toBe(200);
  });

  it('are for those who may read decisions, and of decisions that there are', async () => {
    const { decisionId } = await log.decide();
    expect((await receiptOf(decisionId, { as: 'demo-agent' })).status).toBe(403);
    expect((await receiptOf(decisionId, { as: null })).status).toBe(401);
    expect((await receiptOf(decisionId, { hash: null })).status).toBe(428);
    expect((await receiptOf(UNKNOWN)).status).toBe(404);
    expect((await receiptOf('constitution-version:1')).status).toBe(400);
  });

  it('stay inside a tenant', async () => {
    const agent = await installation.mint('demo-agent', { tenant: 'other' });
    const body = evaluationRequest();
    const path = '/api/v1/decisions';
    const answer = await installation.call('api-gateway', 'POST', path, {
      token: agent,
      body,
      headers: { Prefer: 'wait=10' },
    });
    const { decisionId, receipt } = answer.body as Decision;
    expect(JSON.parse(receipt?.entry ?? '{}')).toMatchObject({ tenant: 'other', id: decisionId });
    const auditor = await installation.mint('auditor', { tenant: 'other' });
    expect((await receiptOf(decisionId, { token: auditor })).status).toBe(200);
    expect((await receiptOf(decisionId)).status).toBe(404);
    const { decisionId: own } = await log.decide();
    await log.receipt(own);
    expect((await receiptOf(own, { token: auditor })).status).toBe(404);
    expect(kindOf(await log.get(`/log/entries/${decisionId}?tenant=other`))).toStrictEqual([
      403,
      'urn:acgs:problem:forbidden',
    ]);
  });

  it('of another tenant or another entry are not believed, whoever answers with them', async () => {
    const { decisionId } = await log.decide();
    const receipt = await log.receipt(decisionId);
    const upstream = await ScriptedUpstream.start();
    const engine = await ServiceInstance.start(installation, 'governance-engine', {
      INTEGRITY_SERVICE_URL: upstream.url,
    });
    const told = async (entry: string): Promise<unknown[]> => {
      upstream.answer(answerWith({ ...receipt, entry }));
      return kindOf(await engine.call('GET', `/decisions/${decisionId}/receipt`));
    };
    try {
      const refused = [503, 'urn:acgs:problem:unavailable'];
      expect(await told(receipt.entry)).toStrictEqual([200, undefined]);
      expect(await told(receipt.entry.replace('"tenant":"default"', '"tenant":"other"'))).toStrictEqual(
        refused,
      );
      expect(await told(receipt.entry.replaceAll(decisionId, UNKNOWN))).toStrictEqual(refused);
      for (const entry of ['', 'null', '[]', '"default"']) expect(await told(entry)).toStrictEqual(refused);
    } finally {
      await engine.close();
      await upstream.close();
    }
  });

  it('come with the decision when that is preferred', async () => {
    const { status, headers, body } = await decide('respond-async, wait=10');
    const { receipt, ...decision } = body as Decision;
    expect([status, headers.get('preference-applied')]).toStrictEqual([200, 'wait']);
    const entry = await log.proven(receipt!);
    expect(entry).toMatchObject({ id: decision.decisionId, body: { decision } });
    const { body: recorded } = await installation.call(
      'governance-engine',
      'GET',
      `/api/v1/decisions/${decision.decisionId}`,
    );
    expect(recorded).not.toHaveProperty('receipt');
  });

  it.each(['wait=0', 'wait=soon', 'wait', 'respond-async', ';,=', 'wait=-1'])(
    'are not waited for with Prefer: %s',
    async (prefer) => {
      const { status, headers, body } = await heldBack(installation, () => decide(prefer));
      expect([status, headers.get('preference-applied')]).toStrictEqual([200, null]);
      expect(body).not.toHaveProperty('receipt');
    },
  );

  it('are waited for no longer when the caller has gone', async () => {
    const waiting = async (): Promise<number> => {
      const { body } = await installation.call('integrity-service', 'GET', '/metrics', { as: null });
      return Number(/^acgs_log_waiting\{[^}]*\} (\d+)$/m.exec(String(body))?.[1]);
    };
    const untilWaiting = async (number: number): Promise<void> => {
      while ((await waiting()) !== number) await pause(10);
    };
    const headers = {
      'X-Constitutional-Hash': 'cdd01ef066bc6cf2',
      'Content-Type': 'application/json',
      Prefer: 'wait=10',
    };
    await heldBack(installation, async () => {
      let stays = true;
      const patient = log.get(`/log/entries/${UNKNOWN}?wait=10`).then(() => (stays = false));
      await untilWaiting(1);
      const gone = new AbortController();
      const left = fetch(`${installation.url('api-gateway')}/api/v1/decisions`, {
        method: 'POST',
        headers: { ...headers, Authorization: `Bearer ${await installation.token('demo-agent')}` },
        body: JSON.stringify(evaluationRequest()),
        signal: gone.signal,
      });
      await untilWaiting(2);
      gone.abort();
      await expect(left).rejects.toThrow();
      while ((await waiting()) === 2) await pause(10);
      expect([await waiting(), stays]).toStrictEqual([1, true]);
      await patient;
    });
  });

  it('hold no decision back for longer than was preferred, nor than the caller waits', async () => {
    await heldBack(installation, async () => {
      for (const answer of [
        await decide('wait=1'),
        await decide('wait=10', { 'X-Request-Timeout-Ms': '1500' }),
        await decide('wait=10', { 'X-Request-Timeout-Ms': '200' }),
      ]) {
        expect([answer.status, answer.headers.get('preference-applied')]).toStrictEqual([200, null]);
        expect(answer.body).toMatchObject({ outcome: 'allow' });
        expect(answer.body).not.toHaveProperty('receipt');
      }
    });
  });
});

describe('without integrity-service', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned({ INTEGRITY_SERVICE_URL: NOBODY });
  });

  afterAll(async () => {
    await installation.close();
  });

  it('decisions are answered all the same, and their receipts are unavailable', async () => {
    const answer = await installation.call('governance-engine', 'POST', '/api/v1/decisions', {
      as: 'demo-agent',
      body: evaluationRequest(),
      headers: { Prefer: 'wait=10' },
    });
    const { decisionId, outcome } = answer.body as Decision;
    expect([answer.status, outcome]).toStrictEqual([200, 'allow']);
    expect(answer.headers.get('preference-applied')).toBeNull();
    expect(answer.body).not.toHaveProperty('receipt');
    const path = `/api/v1/decisions/${decisionId}/receipt`;
    const receipt = await installation.call('governance-engine', 'GET', path);
    expect(kindOf(receipt)).toStrictEqual([503, 'urn:acgs:problem:unavailable']);
    expect(receipt.headers.get('retry-after')).toBe('1');
  });
});
