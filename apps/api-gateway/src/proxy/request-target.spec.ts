import fc from 'fast-check';
import { RequestTargetRefusedError } from './proxy.errors.js';
import { pathOf } from './request-target.js';

/** What paths are made of when somebody means harm, between parts that mean none. */
const part = fc.oneof(
  fc.constantFrom(
    '/',
    '//',
    '.',
    '..',
    '%2e',
    '%2E',
    '%2f',
    '%5C',
    '\\',
    '%00',
    '%25',
    '%252e',
    '%c3%a9',
    '%ff',
  ),
  fc.constantFrom(
    '/api/v1/decisions',
    'a',
    '-_~',
    "!$&'()*+,;=:@",
    ' ',
    '#',
    '?',
    '\u00e9',
    '%',
    '%4',
    '|',
    '"',
  ),
);
const target = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));

function accepted(text: string): string | null {
  try {
    return pathOf(text);
  } catch (error) {
    if (error instanceof RequestTargetRefusedError) return null;
    throw error;
  }
}

describe('pathOf', () => {
  it('accepts a path only if the URL standard, too, finds nothing in it to change', () => {
    fc.assert(
      fc.property(target, (text) => {
        const path = accepted(`/${text}`);
        expect(path === null ? null : new URL(path, 'http://host').pathname).toBe(path);
      }),
      { numRuns: 2000 },
    );
  });

  it('accepts a path only if decoding moves no border of its segments', () => {
    fc.assert(
      fc.property(target, (text) => {
        const path = accepted(`/${text}`);
        const segments = (path ?? '').split('/').map(decodeURIComponent);
        expect(decodeURIComponent(path ?? '').split('/')).toStrictEqual(segments);
        expect(segments).not.toContain('..');
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['/a/b', '/a/b'],
    ['/a/', '/a/'],
    ['/a?x=/../y', '/a'],
    ['/.well-known/a...b/..c', '/.well-known/a...b/..c'],
    ['/a%20b/%C3%A9/%25', '/a%20b/%C3%A9/%25'],
    ["/-._~!$&'()*+,;=:@", "/-._~!$&'()*+,;=:@"],
  ])('gives the path of %s as it is', (text, path) => {
    expect(pathOf(text)).toBe(path);
  });

  it.each([
    '',
    '/',
    '*',
    'a',
    'http://host/a',
    '/a//b',
    '/a/./b',
    '/a/%2e%2E/b',
    '/a%2fb',
    '/a#b',
    '/a?b#c',
    '/é',
  ])('refuses %j', (text) => {
    expect(() => pathOf(text)).toThrow(RequestTargetRefusedError);
  });

  it('takes no longer than the length asks for', () => {
    const long = `/${'a/'.repeat(8000)}|`;
    expect(() => pathOf(long)).toThrow(RequestTargetRefusedError);
    expect(pathOf(`/${'%41'.repeat(5000)}`)).toHaveLength(15_001);
  });
});
