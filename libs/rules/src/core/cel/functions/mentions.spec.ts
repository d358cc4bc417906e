import fc from 'fast-check';
import { compileExpression } from '../compile-expression.js';
import { writtenForms } from './mentions.js';

const expression = compileExpression('mentions(text, value)', {
  variables: ['text', 'value'],
  container: '',
});

function mentions(text: string, value: unknown): unknown {
  return expression.evaluate({ text, value });
}

describe('mentions', () => {
  it.each([
    ['pay GB29 1,100.00 to bob@x.org', 'bob@x.org'],
    ['pay GB29 1,100.00 to bob@x.org.', 'bob@x.org'],
    ['pay GB29 1,100.00 to bob@x.org', 'gb29'],
    ['pay GB29 1,100.00 to bob@x.org', 1100],
    ['pay 1100 now', 1100],
    ['pay $1,100.', 1100],
    ['pay 1100.0€, please', 1100],
    ['refund (12.50) at once', 12.5],
    ['refund 12.5', 12.5],
    ['it was -3 degrees', -3],
    ['see "Car Rental", or not', 'car rental'],
    ['ask Bob, Eve: both know', 'Eve'],
    ["it is Bob's turn", 'bob'],
    ['<alice@x.org>', 'alice@x.org'],
    ['to:alice@x.org', 'alice@x.org'],
    ['@alice is here...', 'alice'],
    ['open https://x.org/a?b=c.', 'https://x.org/a?b=c'],
    ['Öl für Zürich', 'zürich'],
    ['aab aaab', 'aaab'],
    ['  x  ', ' x '],
  ])('%j mentions %j', (text, value) => {
    expect(mentions(text, value)).toBe(true);
  });

  it.each([
    ['pay GB29 to bob@x.org', 'GB2'],
    ['pay GB29 to bob@x.org', 'B29'],
    ['pay to bob@x.org', 'bob'],
    ['pay to bob@x.org', 'x.org'],
    ['pay to rob.bob@x.org', 'bob@x.org'],
    ['pay to bob@x.org.net', 'bob@x.org'],
    ['pay to bob@x.org-a.net', 'bob@x.org'],
    ['pay to ann+bob@x.org', 'bob@x.org'],
    ['open http://x.org/', 'x.org'],
    ['pay 1,100.00', 100],
    ['pay 1,100.00', 1],
    ['pay 1100.50', 1100],
    ['pay 11000', 1100],
    ['pay -1100', 1100],
    ['pay .5', 5],
    ['at 12:30', 30],
    ['a discount of 50%', 50],
    ['call +4412', 4412],
    ['Zürich', 'rich'],
    ['anything at all', ''],
    ['anything ... at all', '...'],
  ])('%j does not mention %j', (text, value) => {
    expect(mentions(text, value)).toBe(false);
  });

  const word = fc.stringMatching(/^[a-zA-Z0-9]{1,8}$/);

  it('finds any word between any separators, and no longer one', () => {
    const separator = fc.constantFrom(' ', ', ', '; ', '. ', '\n', ' "', ') ', ': ', '!');
    const property = fc.property(
      fc.array(fc.tuple(word, separator), { minLength: 1 }),
      word,
      (pairs, longer) => {
        const text = pairs.map(([token, between]) => token + between).join('');
        expect(pairs.every(([token]) => mentions(text, token) === true)).toBe(true);
        expect(mentions(text.replaceAll(longer, ''), `${longer}${longer}`)).toBe(false);
      },
    );
    fc.assert(property);
  });

  it('finds a number in each of its written forms, and not the next one', () => {
    const number = fc.oneof(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.integer({ min: 0, max: 1e7 }).map((cents) => cents / 100),
    );
    const property = fc.property(number, (value) => {
      for (const form of writtenForms(value)) {
        expect(mentions(`pay ${form}, now`, value)).toBe(true);
        expect(mentions(`pay ${form}.`, value + 1)).toBe(false);
      }
    });
    fc.assert(property);
  });

  it('agrees with looking at every place', () => {
    const letters = fc
      .array(fc.constantFrom('a', 'b', ' '), { maxLength: 40 })
      .map((units) => units.join(''));
    const wanted = fc
      .array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 4 })
      .map((units) => units.join(''));
    const property = fc.property(letters, wanted, (text, value) => {
      expect(mentions(text, value)).toBe(text.split(' ').includes(value));
    });
    fc.assert(property);
  });
});
