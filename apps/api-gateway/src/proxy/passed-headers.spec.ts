import fc from 'fast-check';
import { SECURITY_HEADERS } from '../edge/security-headers.js';
import { headersForCaller, headersForUpstream } from './passed-headers.js';

const sender = { requestId: 'id-1', addresses: '10.0.0.1', protocol: 'http', host: '' } as const;
const ADDED = ['x-request-id', 'id-1', 'x-forwarded-for', '10.0.0.1', 'x-forwarded-proto', 'http'];
const OF_ONE_CONNECTION = ['Connection', 'Keep-Alive', 'TE', 'Trailer', 'Transfer-Encoding', 'Upgrade'];

const name = fc.string({ unit: fc.constantFrom('a', 'b', 'C', '-'), minLength: 1, maxLength: 6 });
const value = fc.string({ unit: 'binary-ascii', maxLength: 10 });

describe('headersForUpstream', () => {
  it('passes everything else on, and adds who asked', () => {
    const headers = { accept: 'a/b', cookie: 'x=1; y=2', authorization: 'Bearer t', 'content-length': '3' };
    expect(headersForUpstream(headers, sender)).toStrictEqual([...Object.entries(headers).flat(), ...ADDED]);
  });

  it('drops what Connection lists, in any case and spacing', () => {
    const headers = { connection: 'close ,X-One,  x-two', 'x-one': '1', 'x-two': '2', 'x-three': '3' };
    expect(headersForUpstream(headers, sender)).toStrictEqual(['x-three', '3', ...ADDED]);
  });

  it('repeats a header that came as a list', () => {
    const headers = { 'set-cookie': ['a=1', 'b=2'] };
    expect(headersForUpstream(headers, sender)).toStrictEqual([
      'set-cookie',
      'a=1',
      'set-cookie',
      'b=2',
      ...ADDED,
    ]);
  });
});

/** Names and values for browsers, which follow what the service says. */
const OF_BROWSERS = 2 * SECURITY_HEADERS.size;

describe('headersForCaller', () => {
  it('keeps order, case, repetition and bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), (pairs) => {
        const flat = pairs.flat();
        const raw = flat.map((text) => Buffer.from(text, 'latin1'));
        expect(headersForCaller(raw, ['X-Own', '1']).slice(2, 2 + flat.length)).toStrictEqual(flat);
      }),
    );
  });

  it.each(OF_ONE_CONNECTION)('drops %s in any case', (header) => {
    const raw = [header, 'x', header.toUpperCase(), 'x', header.toLowerCase(), 'x', 'A', '1'];
    expect(headersForCaller(raw, ['X-Own', '1']).slice(2, -OF_BROWSERS)).toStrictEqual(['A', '1']);
  });

  it('drops what any of several Connection headers lists', () => {
    const raw = ['X-One', '1', 'Connection', 'x-one', 'A', '1', 'connection', 'close, X-Two', 'x-two', '2'];
    expect(headersForCaller(raw, ['X-Own', '1']).slice(2, -OF_BROWSERS)).toStrictEqual(['A', '1']);
  });

  it('adds each security header that the service does not say itself', () => {
    const passed = headersForCaller(['content-security-policy', "default-src 'self'"], []);
    const names = passed.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    expect(names.toSorted()).toStrictEqual([...SECURITY_HEADERS.keys()].map((name) => name.toLowerCase()));
    expect(passed[1]).toBe("default-src 'self'");
  });
});
