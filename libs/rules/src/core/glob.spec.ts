import fc from 'fast-check';
import { parseGlob, restMatches } from './glob.js';

function matches(text: string, name: string): boolean {
  const glob = parseGlob(text);
  return name.startsWith(glob.prefix) && restMatches(glob, name);
}

/** The definition, word for word: a star is any run of characters, everything else is itself. */
function matchesByDefinition(text: string, name: string): boolean {
  if (text === '') return name === '';
  if (text.startsWith('*')) {
    return (
      matchesByDefinition(text.slice(1), name) || (name !== '' && matchesByDefinition(text, name.slice(1)))
    );
  }
  return name.startsWith(text.charAt(0)) && matchesByDefinition(text.slice(1), name.slice(1));
}

describe('globs', () => {
  it.each([
    ['send_mail', 'send_mail', true],
    ['send_mail', 'send_mails', false],
    ['send_*', 'send_', true],
    ['*', '', true],
    ['a*a', 'a', false],
    ['ab*ba', 'aba', false],
    ['a*b*b', 'ab', false],
    ['*.read', 'file.read', true],
    ['f[io]le?', 'file', false],
    ['a.c', 'abc', false],
  ])('%s against %s: %s', (glob, name, expected) => {
    expect(matches(glob, name)).toBe(expected);
  });

  it('match by definition', () => {
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 10 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(glob, name, (text, value) => matches(text, value) === matchesByDefinition(text, value)),
      { numRuns: 2000 },
    );
  });
});
