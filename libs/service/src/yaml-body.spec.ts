import type { Fault } from '@acgs/contracts';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { MalformedJsonError } from './request.errors.js';
import { parseYamlBody } from './yaml-body.js';

const parse = (text: string): unknown => parseYamlBody(Buffer.from(text));

function faultsOf(text: string): readonly Fault[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof MalformedJsonError) return error.details.faults ?? [];
    throw error;
  }
  throw new Error('the body was accepted');
}

const faultOf = (text: string): Fault | undefined => faultsOf(text)[0];

function acceptedOrRefused(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch (error) {
    return error instanceof MalformedJsonError;
  }
}

describe('parseYamlBody', () => {
  it('reads whatever was written of plain values, in every style', () => {
    const clean = fc
      .jsonValue({ maxDepth: 4 })
      .filter(
        (value) => !/\\u|__proto__/.test(JSON.stringify(value)) && JSON.stringify(value).isWellFormed(),
      );
    const flow = fc.constantFrom('any', 'block', 'flow');
    fc.assert(
      fc.property(clean, flow, (value, collectionStyle) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(parse(stringify(plain, { aliasDuplicateObjects: false, collectionStyle }))).toStrictEqual(
          plain,
        );
      }),
    );
  });

  it.each([
    ['sequences', '- '.repeat(65), 1, 129],
    ['sequences far beyond the stack', '- '.repeat(10_000), 1, 129],
    ['sequences about as deep as the stack', '- '.repeat(1000), 1, 129],
    ['flow sequences', '['.repeat(100_000), 1, 65],
    ['flow maps', '{a: '.repeat(100_000), 1, 257],
    ['explicit keys', '? '.repeat(100_000), 1, 129],
    ['values without a key', ': '.repeat(100_000), 1, 129],
    ['maps', Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''), 65, undefined],
    ['maps within sequences', `- a:\n  - b:\n    ${'- '.repeat(500)}`, 3, undefined],
  ])('refuses %s beyond 64 levels, before anything recurses', (_, text, line, column) => {
    expect(faultOf(text)).toMatchObject({
      message: expect.stringContaining('64 levels'),
      line,
      ...(column === undefined ? {} : { column }),
    });
  });

  it('accepts 64 levels', () => {
    expect(parse(`${'- '.repeat(63)}[]`)).toBeDefined();
    expect(parse('['.repeat(64) + ']'.repeat(64))).toBeDefined();
  });

  it.each([
    ['a: 1\nb: 2\na: 3', 3, 1],
    ['x:\n  - {a: 1, "a": 2}', 2, 12],
    ['1: x\n"1": y', 2, 1],
    ['# a comment\n\n\na: 1 # another\n# a third\na: 2', 6, 1],
  ])('refuses a key that stands twice: %j', (text, line, column) => {
    expect(faultOf(text)).toMatchObject({ message: expect.stringContaining('twice'), line, column });
  });

  it.each([
    ['an alias', 'a: &x 1\nb: *x', 2, 4],
    ['a tag of its own', 'a: !mine x', 1, 4],
    ['a tag that JSON has no value for', 'a: !!set {x}', 1, 4],
    ['another version of YAML', '%YAML 1.1\n---\na: yes', 1, 1],
    ['a directive', '%TAG ! tag:example.org,2000:\n---\na: 1', 1, 1],
    ['a second document', 'a: 1\n---\nb: 2', 2, 1],
    ['a list as a key', '[a]: 1', 1, 1],
    ['a map as a key', '? {a: 1}\n: 2', 1, 3],
    ['infinity', 'a: .inf', 1, 4],
    ['no number', 'a: [1, .nan]', 1, 8],
    ['a comment that no space parts from a value', 'a: "x"#c', 1, 7],
    ['an error below comments and blank lines', '# one\n\na: 1 # two\n# three\nb: [', 5, undefined],
  ])('refuses %s, with line and column', (_, text, line, column) => {
    expect(faultOf(text)).toMatchObject({ line, ...(column === undefined ? {} : { column }) });
  });

  it('reads comments and blank lines wherever they stand, however many', () => {
    const gap = `${'\n'.repeat(2000)}${'# a comment: "[{\n'.repeat(2000)}`;
    const text = `# top\n---${gap}\na:${gap}\nb: |\n  # text\n\n  more\n${gap}c: [1, # one\n${gap} 2]\n${gap}d: "#"\n`;
    const { b, ...rest } = parse(text) as Record<string, unknown>;
    expect(b).toBe('# text\n\nmore\n');
    expect(rest).toStrictEqual({ a: null, c: [1, 2], d: '#' });
  });

  it('reads 56 000 keys of one map', () => {
    const text = Array.from({ length: 56_000 }, (_, index) => `key${String(index)}: 1\n`).join('');
    expect(Object.keys(parse(text) as object)).toHaveLength(56_000);
  });

  it.each([
    [
      'blank lines and comments after a block scalar',
      `a: |\n   x\n${'\n'.repeat(500_000)}${' #\n'.repeat(170_000)}b: 1`,
    ],
    ['comments', '#\n'.repeat(500_000)],
    ['spaces in quotes', `a: "b\n${' '.repeat(1_000_000)}"`],
    ['a long line', `a: ${'b '.repeat(500_000)}`],
  ])('comes to an end with %s', (_, text) => {
    expect(acceptedOrRefused(text)).toBe(true);
  });

  it.each([
    ['documents', '---\n', 250_000, 'one document'],
    ['aliases', '- *a\n', 200_000, 'aliases'],
    ['tags', '- !t a\n', 140_000, 'tags'],
    ['items', '- 1\n', 250_000, 'tokens'],
    ['commas', `,`, 1_000_000, 'tokens'],
  ])('refuses %s without number', (_, part, times, message) => {
    expect(faultOf(`[`.repeat(part === ',' ? 1 : 0) + part.repeat(times))?.message).toContain(message);
  });

  it('lists 20 problems and no more', () => {
    expect(faultsOf(`a: "${'\\q'.repeat(100_000)}"`)).toHaveLength(20);
  });

  it('never throws anything but its own error, nor brings the process down, whatever it reads', () => {
    const part = fc.constantFrom(
      ...['- ', '? ', '[', ']', '{', '}', ': ', ', ', 'a:\n ', 'a: ', 'b', '\n', '\n  ', ' ', '\t', '"', "'"],
      ...[
        '|',
        '>',
        '|\n',
        '&a ',
        '*a',
        '!t ',
        '!!str ',
        '---\n',
        '...\n',
        '%YAML 1.2\n',
        '#',
        ' #c\n',
        '\r\n',
      ],
    );
    const run = fc
      .tuple(fc.array(part, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 6000 }))
      .map(([parts, times]) => parts.join('').repeat(times).slice(0, 100_000));
    const text = fc.oneof(
      fc.array(part, { maxLength: 200 }).map((parts) => parts.join('')),
      fc.array(run, { minLength: 1, maxLength: 3 }).map((runs) => runs.join('').slice(0, 100_000)),
    );
    fc.assert(
      fc.property(text, (body) => {
        expect(acceptedOrRefused(body)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
