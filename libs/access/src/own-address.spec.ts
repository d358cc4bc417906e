import { isOwnAddress } from './own-address.js';

const PLAIN = { localAddress: '127.0.0.1', localPort: 8000 };
const SECURE = { encrypted: true, localAddress: '10.1.2.3', localPort: 443 };

describe('isOwnAddress', () => {
  it.each([
    ['http://127.0.0.1:8000', PLAIN],
    ['http://localhost:8000', PLAIN],
    ['http://127.0.0.1', { ...PLAIN, localPort: 80 }],
    ['http://127.0.0.1:8000', { ...PLAIN, localAddress: '::ffff:127.0.0.1' }],
    ['http://[::1]:8000', { ...PLAIN, localAddress: '::1' }],
    ['http://localhost:8000', { ...PLAIN, localAddress: '::1' }],
    ['https://10.1.2.3', SECURE],
  ])('%s is, where the connection came in', (url, end) => {
    expect(isOwnAddress(new URL(url), end)).toBe(true);
  });

  it.each([
    ['another port', 'http://127.0.0.1:8001', PLAIN],
    ['another address', 'http://127.0.0.2:8000', PLAIN],
    ['another name', 'http://example.com:8000', PLAIN],
    ['a name that begins as ours', 'http://127.0.0.1.example.com:8000', PLAIN],
    ['https where the connection is plain', 'https://127.0.0.1:8000', PLAIN],
    ['http where it is not', 'http://10.1.2.3:443', SECURE],
    ['localhost where the connection came from outside', 'https://localhost', SECURE],
    ['anything once the connection is gone', 'http://127.0.0.1:8000', {}],
  ])('%s is not', (_, url, end) => {
    expect(isOwnAddress(new URL(url), end)).toBe(false);
  });
});
