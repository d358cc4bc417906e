import { excerptOf } from './excerpt.js';

describe('an excerpt', () => {
  it.each([
    ['short', 'short'],
    ['abcdef', 'abcdef'],
    ['abcdefg', 'abcdef…'],
    ['abcde😀', 'abcde\ufffd…'],
    ['abcd😀e', 'abcd😀…'],
  ])('of %s is %s', (text, excerpt) => {
    expect(excerptOf(text, 6)).toBe(excerpt);
  });
});
