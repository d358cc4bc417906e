import { resultsInSlices } from './slices.js';

describe('resultsInSlices, told which result is the last', () => {
  it.each([
    ['a', ['a']],
    ['b', ['a', 'b']],
    ['none', ['a', 'b', 'c']],
  ])('gives it and asks for nothing behind it: %s', async (last, expected) => {
    const asked: string[] = [];
    const results = await resultsInSlices(
      ['a', 'b', 'c'],
      (item) => {
        asked.push(item);
        return item;
      },
      (item) => item === last,
    );
    expect([results, asked]).toStrictEqual([expected, expected]);
  });
});
