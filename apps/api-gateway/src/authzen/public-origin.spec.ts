import { PublicOriginUnknownError } from './authzen.errors.js';
import { publicOrigin } from './public-origin.js';

describe('publicOrigin', () => {
  const local = { localAddress: '127.0.0.1', localPort: 8080 };

  it('is the configured one, wherever the call came in', () => {
    expect(publicOrigin('https://pdp.test', local)).toBe('https://pdp.test');
    expect(publicOrigin('https://pdp.test:8443/', { localAddress: '10.0.0.1', localPort: 80 })).toBe(
      'https://pdp.test:8443',
    );
  });

  it.each([
    ['127.0.0.1', 'http://127.0.0.1:8080'],
    ['127.8.8.8', 'http://127.8.8.8:8080'],
    ['::ffff:127.0.0.1', 'http://127.0.0.1:8080'],
    ['::1', 'http://[::1]:8080'],
  ])('is the called one at %s', (localAddress, origin) => {
    expect(publicOrigin(undefined, { localAddress, localPort: 8080 })).toBe(origin);
    expect(new URL(origin).origin).toBe(origin);
  });

  it.each(['10.1.2.3', '192.168.127.0', '::ffff:10.0.0.1', 'fe80::1', '2001:db8::1', undefined])(
    'tells nobody that the machine is %s',
    (localAddress) => {
      expect(() => publicOrigin(undefined, { localAddress, localPort: 8080 })).toThrow(
        PublicOriginUnknownError,
      );
    },
  );
});
