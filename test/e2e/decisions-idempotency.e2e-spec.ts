import type { Decision, DecisionPage } from '@acgs/contracts';
import { loadConfiguration, startService } from '@acgs/service';
import { GOVERNANCE_ENGINE } from '../../apps/governance-engine/src/governance-engine.definition.js';
import { engineHas, evaluationRequest, startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';

describe('Idempotency-Key', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned();
  });

  afterAll(async () => {
    await installation.close();
  });

  const post = (key: string, body: unknown, path = '', as = 'demo-agent'): Promise<Answer> =>
    installation.call('governance-engine', 'POST', `/api/v1/decisions${path}`, {
      as,
      body,
      headers: { 'Idempotency-Key': key },
    });

  const recorded = async (resource: string): Promise<number> => {
    const path = `/api/v1/decisions?resource=${resource}`;
    const { body } = await installation.call('governance-engine', 'GET', path);
    return (body as DecisionPage).items.length;
  };

  it('gives the same decision for the same body, and records it once', async () => {
    const request = evaluationRequest({ resource: 'once' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('key-once', request)));
    const later = await post('key-once', request);
    expect(new Set([...answers, later].map(({ status }) => status))).toStrictEqual(new Set([200]));
    expect(new Set([...answers, later].map(({ body }) => (body as Decision).decisionId)).size).toBe(1);
    expect(later.body).toStrictEqual(answers[0]?.body);
    expect(await recorded('once')).toBe(1);
  });

  it('does not mind the order of keys in the body', async () => {
    const request = evaluationRequest({ resource: 'order' });
    const first = await post('key-order', request);
    const turned = Object.fromEntries(Object.entries(request).reverse());
    expect((await post('key-order', turned)).body).toStrictEqual(first.body);
  });

  it('refuses another body under the same key, without a record', async () => {
    await post('key-other', evaluationRequest({ resource: 'first' }));
    expect(await post('key-other', evaluationRequest({ resource: 'second' }))).toMatchObject({
      status: 422,
      body: { type: 'urn:acgs:problem:idempotency-key-reused' },
    });
    expect(await recorded('second')).toBe(0);
  });

  it('keeps the keys of callers apart', async () => {
    const first = await post('key-shared', evaluationRequest({ resource: 'agents' }));
    const request = evaluationRequest({ resource: 'platforms' });
    const second = await post('key-shared', request, '', 'platform');
    expect([first.status, second.status]).toStrictEqual([200, 200]);
  });

  it('covers a batch as a whole: all of it once, and nothing of another', async () => {
    const batch = (count: number): object => ({
      requests: Array.from({ length: count }, () => evaluationRequest({ resource: 'batched' })),
    });
    const first = await post('key-batch', batch(3), '/batch');
    expect((await post('key-batch', batch(3), '/batch')).body).toStrictEqual(first.body);
    expect((await post('key-batch', batch(4), '/batch')).status).toBe(422);
    expect(await recorded('batched')).toBe(3);
  });

  it('holds across processes: of two engines, one records', async () => {
    const settings = loadConfiguration(GOVERNANCE_ENGINE.variables, {
      ...installation.environment,
      PORT: '0',
    });
    const second = await startService(GOVERNANCE_ENGINE, settings);
    await engineHas(installation, 1);
    const request = JSON.stringify(evaluationRequest({ resource: 'two-engines' }));
    const token = await installation.token('demo-agent');
    const ask = async (base: string, key: string): Promise<string> => {
      const response = await fetch(`${base}/api/v1/decisions`, {
        method: 'POST',
        headers: {
          'X-Constitutional-Hash': 'cdd01ef066bc6cf2',
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
        },
        body: request,
      });
      return ((await response.json()) as Decision).decisionId;
    };
    const bases = [installation.url('governance-engine'), second.url];
    for (let n = 0; n < 10; n++) {
      const ids = await Promise.all([...bases, ...bases].map((base) => ask(base, `key-two-${String(n)}`)));
      expect(new Set(ids).size).toBe(1);
    }
    expect(await recorded('two-engines')).toBe(10);
    await second.close();
  });

  it.each(['', 'a'.repeat(256), 'with space', 'ümlaut'])('refuses the key %j with 400', async (key) => {
    const encoded = Buffer.from(key, 'utf8').toString('latin1');
    expect(await post(encoded, evaluationRequest())).toMatchObject({
      status: 400,
      body: { faults: [{ path: 'Idempotency-Key' }] },
    });
  });
});
