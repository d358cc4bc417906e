import fc from 'fast-check';
import { isRepeatable, jitteredPause, retryAfterMilliseconds } from './repeatable.js';

const NOW = new Date('2026-11-25T12:00:00Z');

describe('isRepeatable', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'QUERY'])('is true for %s', (method) => {
    expect(isRepeatable(method, {})).toBe(true);
  });

  it.each(['POST', 'PATCH', 'CONNECT', 'get', 'MADE-UP'])(
    'is false for %s, unless it has a key',
    (method) => {
      expect(isRepeatable(method, { 'Content-Type': 'application/json', 'Idempotency-Key': '' })).toBe(false);
      expect(isRepeatable(method, { 'idempotency-KEY': 'k1' })).toBe(true);
    },
  );
});

describe('retryAfterMilliseconds', () => {
  it.each<[string | undefined, number]>([
    ['3', 3000],
    ['0', 0],
    ['Wed, 25 Nov 2026 12:00:07 GMT', 7000],
    ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
    ['-1', 0],
    ['1.5e3s', 0],
    ['soon', 0],
    ['', 0],
    [undefined, 0],
  ])('reads %j', (value, milliseconds) => {
    expect(retryAfterMilliseconds(value, NOW)).toBe(milliseconds);
  });

  it('is never negative and always a number, whatever a service sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map(String)), (value) => {
        expect(retryAfterMilliseconds(value, NOW)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('jitteredPause', () => {
  it('lies between nothing and a bound that doubles up to a second', () => {
    expect(jitteredPause(0, 0)).toBe(0);
    expect([0, 1, 2, 20].map((attempt) => jitteredPause(attempt, 0.5))).toStrictEqual([25, 50, 100, 500]);
  });
});
