import { throttleClassOf } from './throttle-class.js';

describe('throttleClassOf', () => {
  it.each([
    ['POST', '/api/v1/decisions', 'decisions'],
    ['POST', '/api/v1/decisions/*', 'decisions'],
    ['POST', '/access/v1/*', 'decisions'],
    ['GET', '/api/v1/decisions', 'reads'],
    ['HEAD', '/api/v1/policies/*', 'reads'],
    ['POST', '/api/v1/policies', 'writes'],
    ['DELETE', '/api/v1/decisions/*', 'writes'],
    ['POST', '/api/v1/constitution/*', 'writes'],
    ['POST', '/api/v1/oauth/token', 'tokens'],
    ['GET', '/api/v1/oauth/token', 'tokens'],
    ['POST', '/api/v1/oauth/*', 'default'],
    ['GET', '/.well-known/*', 'default'],
    ['POST', '/api/v1/decisionsmaker', 'default'],
    ['GET', '', 'default'],
  ])('puts %s %s into the class %s', (method, path, expected) => {
    expect(throttleClassOf(method, path)).toBe(expected);
  });
});
