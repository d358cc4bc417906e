import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  type ClientHttp2Session,
  connect,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type TestGateway } from './gateway.js';
import { LOCALHOST_CERTIFICATE, LOCALHOST_KEY, RENEWED_CERTIFICATE } from './localhost-certificate.js';

export interface TlsGateway extends TestGateway {
  /** Puts another certificate into its files, the key first. */
  renew(certificate: string, key: string): Promise<void>;
}

/** A real gateway with the certificate of `localhost`. */
export async function startTlsGateway(environment: Record<string, string> = {}): Promise<TlsGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'acgs-tls-'));
  const [certificateFile, keyFile] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
  const renew = async (certificate: string, key: string): Promise<void> => {
    await writeFile(keyFile, key);
    await writeFile(certificateFile, certificate);
  };
  await renew(LOCALHOST_CERTIFICATE, LOCALHOST_KEY);
  const files = { TLS_CERT_FILE: certificateFile, TLS_KEY_FILE: keyFile };
  const gateway = await startGateway({ ...files, ...environment });
  return {
    ...gateway,
    renew,
    close: async () => {
      await gateway.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A connection of HTTP/2 that trusts the certificates of tests. */
export async function connectHttp2(url: string): Promise<ClientHttp2Session> {
  const session = connect(url, { ca: [LOCALHOST_CERTIFICATE, RENEWED_CERTIFICATE] });
  session.on('error', () => undefined);
  await once(session, 'connect');
  return session;
}

export interface Http2Answer {
  readonly headers: IncomingHttpHeaders & IncomingHttpStatusHeader;
  readonly body: string;
  /** 0 for one that ended in good order. */
  readonly resetCode: number;
}

/** Sends one request; without `body` its head is all of it. */
export async function askHttp2(
  session: ClientHttp2Session,
  headers: Record<string, string | string[]>,
  body?: Buffer | string,
): Promise<Http2Answer> {
  const stream = session.request(headers, { endStream: body === undefined });
  stream.on('error', () => undefined);
  let received: Http2Answer['headers'] = {};
  stream.on('response', (head) => (received = head));
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  if (body !== undefined) stream.end(body);
  await new Promise((resolve) => stream.once('close', resolve));
  return { headers: received, body: Buffer.concat(chunks).toString(), resetCode: stream.rstCode };
}
