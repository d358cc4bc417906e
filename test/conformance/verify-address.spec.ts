import { runVerify } from '@acgs/verify';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { entryOf, ExportedLog } from '../support/exported-log.js';

const log = ExportedLog.of(
  Array.from({ length: 600 }, (_, number) => entryOf('decision', `entry-${number}`)),
);
const requests: IncomingMessage[] = [];
/** How often the log asks for patience before it answers. */
let busy = 0;
let files: Map<string, Buffer>;
let server: Server;
let address = '';

beforeAll(async () => {
  files = await log.files();
  server = createServer((request, response) => {
    requests.push(request);
    const path = (request.url ?? '').replace('/api/v1/', '');
    const secret = path.startsWith('tile/entries/') && request.headers.authorization !== 'Bearer secret';
    const file = files.get(path);
    if (request.headers['x-constitutional-hash'] !== 'cdd01ef066bc6cf2') response.writeHead(428).end();
    else if (secret) response.writeHead(401).end();
    else if (busy-- > 0) response.writeHead(429, { 'Retry-After': '0' }).end();
    else response.writeHead(file === undefined ? 404 : 200).end(file);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  busy = 0;
  requests.length = 0;
});

async function verify(env: NodeJS.ProcessEnv, ...parameters: string[]): Promise<[number, string]> {
  let text = '';
  const write = (chunk: unknown): boolean => (text += String(chunk)) !== '';
  const surroundings = { stdout: { write }, stderr: { write, isTTY: false }, env };
  const code = await runVerify(
    ['log', address, '--key', log.signer.verifierKey, ...parameters],
    surroundings,
  );
  return [code, text];
}

it('verifies a live log with a token, and asks for each file once', async () => {
  const [code, text] = await verify({ ACGS_TOKEN: 'secret' });
  const paths = requests.map(({ url }) => url);

  expect([code, text]).toEqual([0, `verified: ${address}\n  all 600 leaves of the log log.example/acgs\n`]);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths).toHaveLength(files.size);
});

it('is patient where the log asks for it', async () => {
  busy = 3;

  expect((await verify({}, '--token', 'secret'))[0]).toBe(0);
});

it('could not tell when the log refuses, and does not repeat the token', async () => {
  const [code, text] = await verify({}, '--token', 'wrong');

  expect(code).toBe(2);
  expect(text).toContain('tile/entries/000 was answered with 401');
  expect(text).not.toContain('wrong');
});

it('does not verify a log that has lost a file', async () => {
  const tile = files.get('tile/0/001')!;
  files.delete('tile/0/001');
  const [code, text] = await verify({}, '--token', 'secret');
  files.set('tile/0/001', tile);

  expect([code, text]).toEqual([1, `NOT VERIFIED: ${address}\n  tile/0/001: it is missing\n`]);
});
