import fc from 'fast-check';
import { fixedPart, keyPart, normalised } from './cache-key.js';

describe('the parts of a key', () => {
  it('are different for different texts, and none holds what separates parts or means more in a pattern', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(keyPart(one) === keyPart(other)).toBe(one === other);
        expect(keyPart(one)).toMatch(/^[A-Za-z0-9%._~!'()-]*$/);
      }),
    );
  });

  it('are short, however long the text', () => {
    expect(keyPart('x'.repeat(100_000))).toHaveLength(43);
    expect(keyPart('x'.repeat(200))).toHaveLength(200);
  });

  it('name installation, constitutional hash, app and route', () => {
    const scope = { installation: 'i', constitutionalHash: 'h', app: 'core' };
    expect(fixedPart(scope, 'Controller.find')).toBe('acgs:c1:i:h:core:Controller.find');
  });
});

describe('normalised parameters', () => {
  it('do not depend on the order of names', () => {
    expect(normalised({ b: '1', a: '2' })).toBe(normalised({ a: '2', b: '1' }));
  });

  it('tell apart whatever differs in a value', () => {
    const value = fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 2, maxLength: 3 }));
    const parameters = fc.dictionary(fc.string({ minLength: 1 }), value, { maxKeys: 3 });
    const sorted = (given: object): string => JSON.stringify(Object.entries(given).sort());
    fc.assert(
      fc.property(parameters, parameters, (one, other) => {
        expect(normalised(one) === normalised(other)).toBe(sorted(one) === sorted(other));
      }),
    );
  });

  it('keep the order of one that is repeated', () => {
    expect(normalised({ a: ['1', '2'] })).not.toBe(normalised({ a: ['2', '1'] }));
  });
});
