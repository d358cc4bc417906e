import { addressKey, subjectKey } from './caller-key.js';

const keyOf = (ip: string | undefined): string =>
  addressKey({ ip, raw: { socket: { remoteAddress: '10.0.0.9' } } });

describe('addressKey', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]:4711', '2001:db8:1:2::/64'],
    ['::1', '::1'],
  ])('of %s is %s', (ip, key) => {
    expect(keyOf(ip)).toBe(key);
  });

  it.each(['unknown', '', '203.0.113.7, 1.2.3.4', '999.1.1.1', '_hidden:1', undefined])(
    'of %j is that of the other end of the connection',
    (ip) => {
      expect(keyOf(ip)).toBe('10.0.0.9');
    },
  );
});

describe('subjectKey', () => {
  it('tells callers of the same name in two tenants apart', () => {
    const keys = [
      ['one', 'agent'],
      ['two', 'agent'],
      ['one', 'two agent'],
    ].map(([tenant = '', subject = '']) => subjectKey({ tenant, subject }));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
