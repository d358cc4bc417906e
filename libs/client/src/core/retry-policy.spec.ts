import fc from 'fast-check';
import { AcgsError, CLIENT_FAULTS } from './errors.js';
import { mayRepeat, pauseBeforeRetry } from './retry-policy.js';

const answered = (status: number, retryAfterMilliseconds = 0): AcgsError =>
  new AcgsError('said so', { type: 'urn:acgs:problem:any', status, retryAfterMilliseconds });
const unanswered = new AcgsError('nothing', { type: CLIENT_FAULTS.noAnswer });
const plainPost = { method: 'POST', headers: {} };
const keyedPost = { method: 'POST', headers: { 'Idempotency-Key': 'k' } };

describe('pauseBeforeRetry', () => {
  it('is never shorter than Retry-After, and never more than a second longer', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 50 }),
        fc.nat({ max: 10_000_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, retryAfter, random) => {
          const pause = pauseBeforeRetry(attempt, answered(503, retryAfter), random);
          expect(pause).toBeGreaterThanOrEqual(retryAfter);
          expect(pause).toBeLessThanOrEqual(retryAfter + 1000);
        },
      ),
    );
  });

  it('spreads over a range that doubles with each attempt', () => {
    const longest = [0, 1, 2, 3].map((attempt) => pauseBeforeRetry(attempt, answered(503), 1 - 2 ** -52));
    expect(longest.map(Math.round)).toStrictEqual([50, 100, 200, 400]);
    expect(pauseBeforeRetry(3, answered(503), 0)).toBe(0);
  });
});

describe('mayRepeat', () => {
  it.each([
    [plainPost, answered(429), true],
    [plainPost, answered(503), false],
    [plainPost, unanswered, false],
    [keyedPost, answered(503), true],
    [keyedPost, answered(502), true],
    [keyedPost, answered(504), true],
    [keyedPost, unanswered, true],
    [keyedPost, answered(500), false],
    [keyedPost, answered(403), false],
    [keyedPost, answered(422), false],
    [keyedPost, new AcgsError('', { type: CLIENT_FAULTS.otherHash, status: 200 }), false],
    [keyedPost, new AcgsError('', { type: CLIENT_FAULTS.answerUnusable, status: 200 }), false],
    [{ method: 'GET', headers: {} }, answered(503), true],
    [{ ...plainPost, repeatable: true }, answered(503), true],
  ])('says for %j and %s: %p', (request, error, repeatable) => {
    expect(mayRepeat(request, error)).toBe(repeatable);
  });
});
