import fc from 'fast-check';
import { preferredWait } from './preferred-wait.js';

describe('preferredWait', () => {
  it.each([
    ['wait=2', 2],
    ['wait=0', 0],
    ['wait=10', 10],
    ['wait=11', 10],
    ['wait=999999999', 10],
    ['Wait = 3', 3],
    ['wait="4"', 4],
    ['respond-async, wait=5', 5],
    ['respond-async,wait=5;foo="bar", wait=7', 5],
    ['handling=lenient; wait=9', 0],
    ['wait', 0],
    ['wait=', 0],
    ['wait=-1', 0],
    ['wait=1.5', 0],
    ['wait=1 2', 0],
    ['wait=0x2', 0],
    ['wait=2s', 0],
    ['waiting=2', 0],
    ['', 0],
    [',,;', 0],
  ])('understands %j as %i', (header, seconds) => {
    expect(preferredWait(header)).toBe(seconds);
  });

  it('is a whole number from 0 to 10, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const seconds = preferredWait(`${before},wait=${after}`);
        return Number.isInteger(seconds) && seconds >= 0 && seconds <= 10;
      }),
    );
  });
});
