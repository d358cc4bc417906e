import { CLIENT_FAULTS, CONSTITUTIONAL_HASH } from '@acgs/client';
import { CONSTITUTIONAL_HASH as HASH_OF_SERVICES } from '@acgs/constitutional-hash';
import { DECISION, json, problem, REQUEST, ScriptedClient } from '../support/scripted-client.js';

const UNAUTHENTICATED = problem('unauthenticated', 401);

describe('what the client trusts', () => {
  let scripted: ScriptedClient;

  beforeAll(async () => {
    scripted = await ScriptedClient.start();
  });

  afterEach(() => {
    scripted.reset();
  });

  afterAll(async () => {
    await scripted.close();
  });

  const authorizations = (): unknown[] => scripted.seen.map(({ headers }) => headers.authorization);

  it('sends the constitutional hash of the services', async () => {
    scripted.answer(json(DECISION));
    await scripted.client().decide(REQUEST);
    expect(scripted.seen[0]?.headers['x-constitutional-hash']).toBe(HASH_OF_SERVICES);
    expect(CONSTITUTIONAL_HASH).toBe(HASH_OF_SERVICES);
  });

  it.each([
    ['another', 'feedfeedfeedfeed'],
    ['none', null],
  ])(
    'takes no decision whose answer names %s constitutional hash, and does not ask again',
    async (_name, hash) => {
      scripted.answer((response, seen) => {
        response.removeHeader('X-Constitutional-Hash');
        json(DECISION, 200, hash === null ? {} : { 'X-Constitutional-Hash': hash })(response, seen);
      });
      await expect(scripted.client().decide(REQUEST)).rejects.toMatchObject({
        type: CLIENT_FAULTS.otherHash,
        status: 200,
      });
      expect(scripted.seen).toHaveLength(1);
    },
  );

  it.each(['{"outcome":"allow"', '', 'null', '{"outcome":"allow"}', '[]'])(
    'takes no decision from the body %j',
    async (text) => {
      scripted.answer((response) =>
        response.writeHead(200, { 'Content-Type': 'application/json' }).end(text),
      );
      const decided = scripted.client().decide(REQUEST);
      await expect(decided).rejects.toMatchObject({ type: CLIENT_FAULTS.answerUnusable, status: 200 });
    },
  );

  it('follows no redirection', async () => {
    scripted.answer(
      (response) => response.writeHead(307, { Location: `${scripted.url}/elsewhere` }).end(),
      json(DECISION),
    );
    await expect(scripted.client().decide(REQUEST)).rejects.toMatchObject({ status: 307 });
    expect(scripted.seen.map(({ path }) => path)).toStrictEqual(['/api/v1/decisions']);
  });

  it('renews a token that is refused once, for all that wait, and repeats each request once', async () => {
    scripted.answer((response, seen) => {
      const isOld = seen.headers.authorization === 'Bearer token-1';
      return (isOld ? UNAUTHENTICATED : json(DECISION))(response, seen);
    });
    const client = scripted.client();
    const decisions = await Promise.all(Array.from({ length: 20 }, () => client.decide(REQUEST)));
    expect(decisions).toHaveLength(20);
    expect(scripted.tokensGiven).toBe(2);
    expect(scripted.seen).toHaveLength(40);
  });

  it('renews exactly once when the new token is refused, too', async () => {
    scripted.answer(UNAUTHENTICATED);
    await expect(scripted.client().decide(REQUEST)).rejects.toMatchObject({
      type: 'urn:acgs:problem:unauthenticated',
      status: 401,
    });
    expect(authorizations()).toStrictEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('keeps a token that is good but for the second factor: another would be answered the same', async () => {
    scripted.answer(problem('authentication-insufficient', 401), json(DECISION));
    const client = scripted.client();
    await expect(client.decide(REQUEST)).rejects.toMatchObject({
      type: 'urn:acgs:problem:authentication-insufficient',
    });
    await client.decide(REQUEST);
    expect(authorizations()).toStrictEqual(['Bearer token-1', 'Bearer token-1']);
    expect(scripted.tokensGiven).toBe(1);
  });

  it('sends an API key as it is, and has no other when it is refused', async () => {
    scripted.answer(UNAUTHENTICATED);
    const subject = { type: 'agent', id: 'a' };
    const client = scripted.client({ credentials: { apiKey: 'acgs_key' }, subject });
    await expect(client.decide(REQUEST)).rejects.toMatchObject({ status: 401 });
    expect(authorizations()).toStrictEqual(['Bearer acgs_key']);
    expect(scripted.tokensGiven).toBe(0);
  });

  it('asks a function for the token of each request, and tells it which was refused', async () => {
    const told: (string | null)[] = [];
    const accessToken = (refused: string | null): Promise<string> => {
      told.push(refused);
      return Promise.resolve(refused === null ? 'stale' : 'fresh');
    };
    scripted.answer(UNAUTHENTICATED, json(DECISION));
    const client = scripted.client({ credentials: { accessToken }, subject: { type: 'agent', id: 'a' } });
    await client.decide(REQUEST);
    await client.decide(REQUEST);
    expect(authorizations()).toStrictEqual(['Bearer stale', 'Bearer fresh', 'Bearer fresh']);
    expect(told).toStrictEqual([null, 'stale', 'stale']);
  });

  it('counts the life of a token by itself: a clock that is years off changes nothing', async () => {
    scripted.answer(json(DECISION));
    const client = scripted.client({}, { date: () => new Date('1999-01-01T00:00:00Z') });
    await client.decide(REQUEST);
    await client.decide(REQUEST);
    expect(scripted.tokensGiven).toBe(1);
  });

  it('tells where the request is wrong', async () => {
    const faults = [{ path: '/resource/id', message: 'too long' }];
    const body = { type: 'urn:acgs:problem:validation-failed', title: 'Not valid', status: 400, faults };
    scripted.answer(json(body, 400, { 'X-Request-Id': 'r-1' }));
    await expect(scripted.client().decide(REQUEST)).rejects.toMatchObject({
      type: 'urn:acgs:problem:validation-failed',
      faults,
      requestId: 'r-1',
    });
  });

  it('asks nothing for a request without a subject when it does not know who acts', async () => {
    const client = scripted.client({ credentials: { apiKey: 'acgs_key' } });
    await expect(client.guard(() => 'ran', { request: REQUEST })).rejects.toMatchObject({
      type: CLIENT_FAULTS.requestUnusable,
    });
    expect(scripted.seen).toHaveLength(0);
  });
});
