import fc from 'fast-check';
import { parseJsonBody } from './json-body.js';
import { MalformedJsonError } from './request.errors.js';

const parse = (text: string): unknown => parseJsonBody(Buffer.from(text, 'utf8'));

function refusal(body: string | Buffer): MalformedJsonError {
  try {
    parseJsonBody(Buffer.from(body));
  } catch (error) {
    if (error instanceof MalformedJsonError) return error;
    throw error;
  }
  throw new Error('the body was accepted');
}

const faultPaths = (body: string): string[] =>
  (refusal(body).details.faults ?? []).map((fault) => fault.path);

describe('parseJsonBody', () => {
  it('reads whatever JSON.stringify writes of well-formed values', () => {
    const clean = fc
      .jsonValue({ maxDepth: 5 })
      .filter(
        (value) =>
          JSON.stringify(value).isWellFormed() &&
          !/\\u0000|\\ud[89a-f]|__proto__/.test(JSON.stringify(value)),
      );
    fc.assert(
      fc.property(clean, (value) => {
        const text = JSON.stringify(value);
        expect(parse(text)).toStrictEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['a duplicate key', '{"a":1,"b":{"c":1,"c":2}}', ['/b/c']],
    ['a duplicate key behind an escape', '{"a":1,"\\u0061":2}', ['/a']],
    ['__proto__', '{"x":[{"__proto__":{"admin":true}}]}', ['/x/0/__proto__']],
    ['__proto__ behind an escape', '{"\\u005f_proto__":1}', ['/__proto__']],
    ['NUL', '{"x":["a","b\\u0000"]}', ['/x/1']],
    ['a lone surrogate', '{"x":"\\ud800"}', ['/x']],
    ['a lone surrogate in a key', '{"\\udc00":1}', ['/\udc00']],
    ['an infinite number', '{"x":{"y":1e999}}', ['/x/y']],
    ['several at once', '{"x":-1e999,"x":"\\ud800"}', ['/x', '/x', '/x']],
    ['a slash in a key', '{"a/b":1e999}', ['/a~1b']],
  ])('refuses %s, with its path', (_, body, paths) => {
    expect(faultPaths(body)).toStrictEqual(paths);
  });

  it('refuses 65 levels and accepts 64', () => {
    expect(parse('['.repeat(64) + ']'.repeat(64))).toBeDefined();
    expect(faultPaths('['.repeat(65) + ']'.repeat(65))).toHaveLength(1);
    expect(faultPaths('{"a":'.repeat(500) + '1' + '}'.repeat(500))).toHaveLength(1);
  });

  it.each(['', '{', 'NaN', '{"a":NaN}', '{"a":Infinity}', '{"a":01}', "{'a':1}", '{"a":1}}', '\ufeff{}'])(
    'refuses what is not JSON: %j',
    (body) => {
      expect(refusal(body)).toBeInstanceOf(MalformedJsonError);
    },
  );

  it('refuses bytes that are not UTF-8', () => {
    expect(refusal(Buffer.from([0x22, 0xff, 0x22]))).toBeInstanceOf(MalformedJsonError);
  });

  it('never throws anything but its own error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(acceptedOrRefused(Buffer.from(bytes))).toBe(true);
      }),
    );
  });
});

function acceptedOrRefused(body: Buffer): boolean {
  try {
    parseJsonBody(body);
    return true;
  } catch (error) {
    return error instanceof MalformedJsonError;
  }
}
