import { matchesStrongly, matchesWeakly } from './entity-tags.js';

const tag = '"3-ab"';

describe('entity tags', () => {
  it.each([
    ['"3-ab"', true, true],
    ['"2-aa" , "3-ab"', true, true],
    ['*', true, true],
    ['W/"3-ab"', false, true],
    ['"1-x",W/"3-ab"', false, true],
    ['3-ab', false, false],
    ['"3-a"', false, false],
    ['', false, false],
  ])('%p matches strongly: %p, weakly: %p', (header, strongly, weakly) => {
    expect(matchesStrongly(header, tag)).toBe(strongly);
    expect(matchesWeakly(header, tag)).toBe(weakly);
  });
});
