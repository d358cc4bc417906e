import fc from 'fast-check';
import { baseUrlOf, pathWith } from './address.js';

describe('pathWith', () => {
  it('never leads out of the place of its parameter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        let path: string;
        try {
          path = pathWith('/api/v1/policies/{id}/versions', { id });
        } catch {
          return;
        }
        const { pathname, search, hash } = new URL(path, 'http://gateway');
        expect([search, hash]).toStrictEqual(['', '']);
        expect(pathname.split('/')).toHaveLength(6);
        expect(pathname).toMatch(/^\/api\/v1\/policies\/[^/]+\/versions$/);
      }),
    );
  });

  it.each(['', '.', '..'])('refuses the parameter %j', (id) => {
    expect(() => pathWith('/api/v1/policies/{id}', { id })).toThrow('leads nowhere');
  });

  it('leaves the slashes to the rest of a path, and refuses steps upwards in it', () => {
    expect(pathWith('/api/v1/tile/{path}', { path: '0/x001/067.p/3' })).toBe('/api/v1/tile/0/x001/067.p/3');
    expect(() => pathWith('/api/v1/tile/{path}', { path: '0/../../policies' })).toThrow('leads nowhere');
  });

  it('puts lists and encoded values into the query, and leaves out what is not given', () => {
    expect(pathWith('/p', {}, { q: 'a&b', n: [1, 2], left: undefined })).toBe('/p?q=a%26b&n=1&n=2');
  });
});

describe('baseUrlOf', () => {
  it('keeps a path of its own, without the slash at the end', () => {
    expect(baseUrlOf('https://example.org/acgs/')).toBe('https://example.org/acgs');
  });

  it.each(['ftp://a', 'https://user@a', 'https://a/?x=1', 'https://a/#x', 'gateway'])(
    'refuses %s',
    (text) => {
      expect(() => baseUrlOf(text)).toThrow(/URL/);
    },
  );
});
