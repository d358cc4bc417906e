import { type ClientRequest, request } from 'node:http';
import { once } from 'node:events';
import fastify, { type FastifyInstance } from 'fastify';
import { boundBodiesUnderWay, BodyBudgetSpentError } from './body-budget.js';
import { UnreadBody } from './unread-body.js';

interface PostOptions {
  readonly path?: string;
  readonly signal?: AbortSignal | null;
}

describe('boundBodiesUnderWay', () => {
  let server: FastifyInstance;
  let release: (() => void)[];
  let url: string;

  beforeEach(async () => {
    release = [];
    server = fastify();
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, new UnreadBody(body as Buffer, String));
    });
    server.setErrorHandler((error, _request, reply) => {
      void reply.code(error instanceof BodyBudgetSpentError ? 503 : 500).send();
    });
    boundBodiesUnderWay(server, { bytes: 100 });
    server.post(
      '/held',
      () =>
        new Promise((resolve) =>
          release.push(() => {
            resolve('done');
          }),
        ),
    );
    server.get('/bare', () => 'done');
    server.post('/at-once', () => 'done');
    url = await server.listen({ port: 0 });
  });

  afterEach(() => server.close());

  const post = (bytes: number, { path = '/held', signal = null }: PostOptions = {}): Promise<number> =>
    fetch(`${url}${path}`, { method: 'POST', body: 'x'.repeat(bytes), signal }).then(
      ({ status }) => status,
      () => 0,
    );

  const underWay = async (requests: number): Promise<void> => {
    while (release.length < requests) await new Promise(setImmediate);
  };

  it('refuses what goes beyond the budget until others are answered', async () => {
    const first = post(60);
    await underWay(1);
    expect(await post(41)).toBe(503);
    const second = post(40);
    await underWay(2);
    expect(await post(1)).toBe(503);
    expect((await fetch(`${url}/bare`)).status).toBe(200);
    for (const answer of release) answer();
    expect(await Promise.all([first, second])).toStrictEqual([200, 200]);
    const third = post(100);
    await underWay(3);
    release[2]?.();
    expect(await third).toBe(200);
  });

  it('takes one of any size when nothing else is under way, and forgets a caller who left', async () => {
    const leaving = new AbortController();
    const left = post(500, { signal: leaving.signal });
    await underWay(1);
    expect(await post(1)).toBe(503);
    leaving.abort();
    await left;
    while ((await post(500, { path: '/at-once' })) === 503) await new Promise(setImmediate);
    expect(await post(500, { path: '/at-once' })).toBe(200);
    release[0]?.();
  });

  /** Sends so many bytes of a body that never ends. */
  function begin(bytes: number): { readonly sent: ClientRequest; readonly status: Promise<number> } {
    const sent = request(`${url}/held`, { method: 'POST', headers: { 'Content-Length': '1000' } });
    sent.write('x'.repeat(bytes));
    const status = once(sent, 'response').then(([{ statusCode }]) => statusCode as number);
    return { sent, status };
  }

  it('refuses the body that has been on its way for longest, and gives its bytes to others at once', async () => {
    const [first, second] = [begin(60), begin(30)];
    const held = [post(80), post(10)];
    expect(await first.status).toBe(503);
    await underWay(2);
    for (const answer of release) answer();
    expect(await Promise.all(held)).toStrictEqual([200, 200]);
    first.sent.destroy();
    second.sent.destroy();
    await second.status.catch(() => undefined);
  });

  it('counts no byte that has not come, whatever the sender says', async () => {
    const silent = Array.from({ length: 5 }, () => begin(1));
    expect(await post(90, { path: '/at-once' })).toBe(200);
    for (const { sent, status } of silent) {
      sent.destroy();
      await status.catch(() => undefined);
    }
  });
});
