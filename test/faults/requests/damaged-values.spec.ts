import fc from 'fast-check';
import { damaged } from './damaged-values.js';

describe('damaged values', () => {
  it('are JSON, however they were damaged, and leave what damaged them as it was', () => {
    const parts = damaged(fc.jsonValue());
    fc.assert(
      fc.property(parts, (value) => {
        expect(() => JSON.stringify(value)).not.toThrow();
      }),
      { numRuns: 20_000 },
    );
    expect(fc.sample(parts, { seed: 1, numRuns: 100 })).toStrictEqual(
      fc.sample(parts, { seed: 1, numRuns: 100 }),
    );
  });
});
