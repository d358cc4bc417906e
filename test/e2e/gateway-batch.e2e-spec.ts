import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { SubAnswer } from '@acgs/contracts';
import fc from 'fast-check';
import { type BatchAnswer, sendBatch } from '../support/batches.js';
import { CONSTITUTION, evaluationRequest, POLICY, startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

const DECISIONS = '/api/v1/decisions';
const YAML = JSON.stringify({ ...POLICY, id: 'from-yaml' });

/** Reads that change nothing, good and bad: method, path, headers. */
const READS: readonly (readonly [string, string, Record<string, string>?])[] = [
  ['GET', '/api/v1/constitution'],
  ['HEAD', '/api/v1/constitution'],
  ['GET', '/api/v1/constitution/versions?limit=1'],
  ['GET', '/api/v1/constitution/versions?limit=x'],
  ['GET', '/api/v1/constitution/versions/7'],
  ['GET', '/api/v1/policies?q=%22team%22%20or%20x&active=true'],
  ['GET', '/api/v1/policies/team'],
  ['GET', '/api/v1/policies/team/'],
  ['GET', '/api/v1/policies/..%2fteam'],
  ['GET', '/api/v1/policies//team'],
  ['PUT', '/api/v1/policies/team'],
  ['DELETE', '/api/v1/constitution'],
  ['GET', `${DECISIONS}?limit=2`],
  ['GET', `${DECISIONS}/0190a0a0-0000-7000-8000-000000000000`],
  ['GET', '/access/v1/nothing'],
  ['GET', '/api/v1/tile/0/000', { Accept: '*/*' }],
  ['GET', '/api/v1/checkpoint'],
  ['GET', '/api/v1/integrity/keys'],
];

describe('a batch through the gateway to the real services', () => {
  let installation: Installation;
  let url: string;

  beforeAll(async () => {
    installation = await startGoverned({ THROTTLE_DEFAULT: 'off', THROTTLE_WRITES: 'off' }, [
      'integrity-service',
      'api-gateway',
    ]);
    url = installation.url('api-gateway');
  });

  afterAll(async () => {
    await installation.close();
  });

  const headersOf = async (client: string): Promise<Record<string, string>> => ({
    [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
    Authorization: `Bearer ${await installation.token(client)}`,
  });

  const send = async (client: string, ...requests: object[]): Promise<BatchAnswer> =>
    sendBatch(url, await headersOf(client), requests);

  it('has each request answered with its own status, headers and body, in their order', async () => {
    const [tagged] = (await send('admin', { method: 'GET', path: '/api/v1/constitution' })).responses;
    const { status, responses } = await send(
      'admin',
      { id: 'a', method: 'GET', path: '/api/v1/constitution' },
      {
        id: 'b',
        method: 'GET',
        path: '/api/v1/constitution',
        headers: { 'If-None-Match': tagged?.headers.etag ?? '' },
      },
      { method: 'GET', path: '/api/v1/policies/nobody' },
      { id: 'd', method: 'GET', path: '/api/v1/checkpoint' },
      {
        id: 'e',
        method: 'POST',
        path: '/api/v1/policies',
        headers: { 'content-type': 'application/yaml' },
        body: YAML,
      },
    );
    expect(status).toBe(200);
    expect(responses.map((answer) => [answer.id, answer.status])).toStrictEqual([
      ['a', 200],
      ['b', 304],
      [null, 404],
      ['d', 200],
      ['e', 201],
    ]);
    expect(responses).toMatchObject([
      { headers: { etag: tagged?.headers.etag }, body: { title: CONSTITUTION.title } },
      { body: null },
      { headers: { 'content-type': expect.stringContaining('problem+json') }, body: { status: 404 } },
      {
        headers: { 'content-type': expect.stringContaining('text/plain') },
        body: expect.stringMatching(/\n— /),
      },
      { headers: { location: '/api/v1/policies/from-yaml/versions/1' }, body: { id: 'from-yaml' } },
    ]);
  });

  it('decides once for an idempotency key, however often it stands in a batch', async () => {
    const decide = {
      method: 'POST',
      path: DECISIONS,
      headers: { 'Idempotency-Key': 'batch-1' },
      body: evaluationRequest(),
    };
    const { responses } = await send('demo-agent', ...Array.from({ length: 20 }, () => decide));
    const ids = responses.map(({ body }) => (body as { decisionId: string }).decisionId);
    expect(new Set(responses.map(({ status }) => status))).toStrictEqual(new Set([200]));
    expect(new Set(ids).size).toBe(1);
  });

  it('gives no request a right that its caller has not', async () => {
    const { responses } = await send(
      'demo-agent',
      { method: 'POST', path: '/api/v1/policies', body: POLICY },
      { method: 'GET', path: DECISIONS },
      { method: 'POST', path: DECISIONS, body: evaluationRequest({ subject: 'admin' }) },
      { method: 'POST', path: DECISIONS, body: evaluationRequest() },
    );
    expect(responses.map(({ status }) => status)).toStrictEqual([403, 403, 403, 200]);
  });

  /** What may differ between two answers to the same question. */
  const comparable = (
    status: number,
    type: string | null | undefined,
    etag: unknown,
    body: unknown,
  ): unknown => [
    status,
    type ?? null,
    etag ?? null,
    JSON.stringify(body, (key, value: unknown) => (key === 'requestId' ? '' : value)),
  ];

  const ofBatch = ({ status, headers, body }: SubAnswer): unknown =>
    comparable(status, headers['content-type'], headers.etag, body);

  /** What was recorded up to now is in the tree: the checkpoint stays as it is while nothing is decided. */
  async function logAtRest(): Promise<void> {
    const log = new LogReader(installation);
    await log.receipt((await log.decide()).decisionId);
  }

  it('gives for any mix of reads what the same requests are given alone', async () => {
    const client = fc.constantFrom('admin', 'demo-agent', 'auditor');
    const mix = fc.array(fc.constantFrom(...READS), { minLength: 1, maxLength: 12 });
    await logAtRest();
    await fc.assert(
      fc.asyncProperty(client, mix, async (as, reads) => {
        const requests = reads.map(([method, path, headers = {}]) => ({ method, path, headers }));
        const { responses } = await send(as, ...requests);
        const alone: unknown[] = [];
        for (const { method, path, headers } of requests) {
          const answer = await installation.call('api-gateway', method, path, { as, headers });
          const text = answer.headers.get('content-type');
          const isBytes = text?.startsWith('application/octet-stream') === true;
          const body = isBytes ? 'bytes' : answer.body === '' ? null : answer.body;
          alone.push(comparable(answer.status, text, answer.headers.get('etag'), body));
        }
        const together = responses.map((answer) =>
          ofBatch({
            ...answer,
            body:
              answer.headers['content-type']?.startsWith('application/octet-stream') === true
                ? 'bytes'
                : answer.body,
          }),
        );
        expect(together).toStrictEqual(alone);
      }),
      { numRuns: 30 },
    );
  });
});
