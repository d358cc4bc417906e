import { type ClassCounts, countsOf } from '../support/cached-routes.js';
import { startGoverned } from '../support/governed.js';
import type { Answer, Installation } from '../support/installation.js';

const CORE = 'constitutional-core';

describe('an answer past its time', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startGoverned({ CACHE_HOT_ENDPOINT_TTL_SECONDS: '1' });
  });

  afterAll(async () => {
    await installation.close();
  });

  const hotEndpointCounts = (): Promise<ClassCounts> => countsOf(installation, CORE, 'hot-endpoint');

  const ask = (headers: Record<string, string>): Promise<Answer> =>
    installation.call(CORE, 'GET', '/api/v1/constitution', { headers });

  it('is renewed after a caller was told that it has not changed, without anybody waiting', async () => {
    const { headers } = await ask({});
    const condition = { 'If-None-Match': headers.get('etag') ?? '' };
    const { misses, stale } = await hotEndpointCounts();
    const askUntil = async (isSo: (now: ClassCounts) => boolean): Promise<ClassCounts> => {
      for (;;) {
        expect((await ask(condition)).status).toBe(304);
        const now = await hotEndpointCounts();
        if (isSo(now)) return now;
      }
    };
    const shownStale = await askUntil((now) => now.stale.local > stale.local);
    const renewed = await askUntil(
      (now) => now.hits.local > shownStale.hits.local || now.misses.local > misses.local,
    );
    expect(renewed.misses).toStrictEqual(misses);
  });
});
