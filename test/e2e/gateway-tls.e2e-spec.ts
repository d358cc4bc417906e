import { loadConfiguration } from '@acgs/service';
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import { GatewayVariables } from '../../apps/api-gateway/src/config.js';
import {
  LOCALHOST_CERTIFICATE,
  LOCALHOST_KEY,
  RENEWED_CERTIFICATE,
  RENEWED_KEY,
} from '../support/localhost-certificate.js';
import { openSocket, readToEnd, requestHead } from '../support/raw-socket.js';
import { askHttp2, connectHttp2, startTlsGateway, type TlsGateway } from '../support/tls-gateway.js';

const BOTH = [LOCALHOST_CERTIFICATE, RENEWED_CERTIFICATE];

describe('a gateway with a certificate', () => {
  let gateway: TlsGateway;

  beforeAll(async () => {
    gateway = await startTlsGateway();
  });

  afterAll(async () => {
    await gateway.close();
  });

  async function open(options: object = {}): Promise<TLSSocket> {
    const { port } = new URL(gateway.url);
    const socket = connect({ port: Number(port), ca: BOTH, ...options });
    await once(socket, 'secureConnect');
    return socket;
  }

  const serialOf = async (): Promise<string> => {
    const socket = await open();
    const { serialNumber } = socket.getPeerCertificate();
    socket.destroy();
    return serialNumber;
  };

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks %s, with forward secrecy', async (version) => {
    const socket = await open({ minVersion: version, maxVersion: version });
    expect(socket.getProtocol()).toBe(version);
    const { type } = socket.getEphemeralKeyInfo() as { type: string };
    // The second is OpenSSL's name for X25519MLKEM768 and its like, which Node 26 agrees on.
    expect(['ECDH', 'TLSGroup']).toContain(type);
    socket.destroy();
  });

  it.each([
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }],
    [
      'a cipher without authenticated encryption',
      { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' },
    ],
  ])('does not speak %s', async (_, options) => {
    await expect(open(options)).rejects.toThrow();
  });

  it('answers nobody in the clear', async () => {
    const socket = await openSocket(gateway.url);
    const answers = readToEnd(socket);
    socket.write(requestHead('GET', '/health/live', {}));
    expect(await answers).not.toContain('HTTP/1.1');
  });

  it('takes a renewed certificate over for new connections, and keeps those that are open', async () => {
    const before = await serialOf();
    const session = await connectHttp2(gateway.url);
    await gateway.renew(RENEWED_CERTIFICATE, LOCALHOST_KEY);
    await pause(2500);
    expect(await serialOf()).toBe(before);
    await gateway.renew(RENEWED_CERTIFICATE, RENEWED_KEY);
    while ((await serialOf()) === before) await pause(50);
    const { headers } = await askHttp2(session, { ':path': '/health/live' });
    expect(headers[':status']).toBe(200);
    session.destroy();
  });

  it('says where it is in its own words', async () => {
    const session = await connectHttp2(gateway.url);
    const { body } = await askHttp2(session, { ':path': '/.well-known/authzen-configuration' });
    expect(JSON.parse(body)).toMatchObject({ policy_decision_point: gateway.url });
    session.destroy();
  });
});

describe('a gateway whose certificate is of no use', () => {
  it.each([
    ['not there', { TLS_CERT_FILE: '/nowhere/tls.crt' }],
    ['no PEM', { TLS_CERT_FILE: import.meta.filename }],
  ])('because it is %s does not start', async (_, files) => {
    await expect(startTlsGateway(files)).rejects.toThrow('not usable together');
  });

  it('because its key is missing does not start', () => {
    expect(() => loadConfiguration(GatewayVariables, { TLS_CERT_FILE: 'tls.crt' })).toThrow('TLS_KEY_FILE');
  });
});
