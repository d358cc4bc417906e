import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { connect } from 'node:net';
import { exchange, type ReceivedAnswer } from '../support/exchange.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const PATH = '/access/v1/evaluation';
const HASH = { 'X-Constitutional-Hash': CONSTITUTIONAL_HASH };
const OTHER = { 'X-Constitutional-Hash': 'cdd01ef066bc6cf3' };

type Headers = Record<string, string | string[]>;

/** The tokens of these tests are those of the client `test`. */
describe('the constitutional hash of clients that cannot send it', () => {
  const gateways: TestGateway[] = [];
  let listed: TestGateway;
  let unlisted: TestGateway;

  beforeAll(async () => {
    listed = await startGateway({ AUTHZEN_CLIENT_IDS: ' other ,test' });
    gateways.push(listed);
    unlisted = await startGateway({ AUTHZEN_CLIENT_IDS: 'other,tes,testt,TEST' });
    gateways.push(unlisted);
  });

  afterAll(async () => {
    for (const gateway of gateways) await gateway.close();
  });

  beforeEach(() => {
    for (const { engine } of gateways) engine.reset();
  });

  const post = (gateway: TestGateway, headers: Headers, path = PATH): Promise<ReceivedAnswer> =>
    exchange(gateway.url, {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from('{}'),
    });

  const tokenOf = ({ headers }: TestGateway): Headers => ({ authorization: headers.authorization ?? '' });

  const typeOf = ({ body }: ReceivedAnswer): unknown =>
    (JSON.parse(body.toString()) as { type: unknown }).type;

  it.each([PATH, '/access/v1/evaluations', '/access/v1/search/subject', '/access/v1'])(
    'is added for those on the list, and for nobody else: %s',
    async (path) => {
      const hashes: unknown[] = [];
      for (const { engine } of gateways) {
        engine.answer(({ headers }, response) => {
          hashes.push(headers['x-constitutional-hash']);
          response.end();
        });
      }
      const answer = await post(listed, tokenOf(listed), path);
      expect(answer.status).toBe(200);
      expect(answer.headers['x-constitutional-hash']).toBe(CONSTITUTIONAL_HASH);
      const refused = await post(unlisted, tokenOf(unlisted), path);
      expect([refused.status, typeOf(refused)]).toStrictEqual([
        428,
        'urn:acgs:problem:constitutional-hash-required',
      ]);
      expect(hashes).toStrictEqual([CONSTITUTIONAL_HASH]);
    },
  );

  it('is taken from everybody who sends it, and another one from nobody', async () => {
    for (const gateway of gateways) {
      expect((await post(gateway, { ...tokenOf(gateway), ...HASH })).status).toBe(200);
      const twice = { 'X-Constitutional-Hash': [CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH] };
      for (const wrong of [OTHER, twice, { 'X-Constitutional-Hash': ' , ' }]) {
        const answer = await post(gateway, { ...tokenOf(gateway), ...wrong });
        expect([answer.status, typeOf(answer)]).toStrictEqual([
          412,
          'urn:acgs:problem:constitutional-hash-mismatch',
        ]);
      }
      expect(gateway.engine.seen).toHaveLength(1);
    }
  });

  it('is added for a verified token alone', async () => {
    const expired = await listed.issuer.bearer('agent', 1000);
    const foreign = await unlisted.issuer.bearer('agent');
    for (const authorization of ['', 'Bearer x.y.z', 'Basic dGVzdDp0ZXN0', expired, foreign]) {
      expect((await post(listed, { authorization })).status).toBe(401);
      expect((await post(listed, { authorization, ...OTHER })).status).toBe(412);
    }
    expect((await post(listed, {})).status).toBe(401);
    expect(listed.engine.seen).toStrictEqual([]);
  });

  it('is asked of them, too, everywhere else', async () => {
    const paths = ['/api/v1/decisions', '/api/v1/policies', '/api/v1/oauth/token', '/api/v1/constitution'];
    for (const path of paths) expect((await post(listed, tokenOf(listed), path)).status).toBe(428);
    const refused = [
      '/access/v1/../../api/v1/decisions',
      '/access/v1/..%2f..%2fapi/v1/decisions',
      '/access/v10',
    ];
    for (const path of refused)
      expect([400, 404]).toContain((await post(listed, tokenOf(listed), path)).status);
    expect([listed.engine, listed.core, listed.auth].flatMap(({ seen }) => seen)).toStrictEqual([]);
  });

  it('is added where the header came empty', async () => {
    const { port } = new URL(listed.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: ${String(listed.headers.authorization)}\r\n` +
        'X-Constitutional-Hash:\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(listed.engine.seen).toStrictEqual([`POST ${PATH}`]);
  });

  it('is not needed to ask where the routes are; what Host says is not believed', async () => {
    const path = '/.well-known/authzen-configuration';
    const answer = await exchange(listed.url, {
      path,
      headers: { host: 'evil.test', 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test' },
    });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body.toString())).toStrictEqual({
      policy_decision_point: listed.url,
      access_evaluation_endpoint: `${listed.url}/access/v1/evaluation`,
      access_evaluations_endpoint: `${listed.url}/access/v1/evaluations`,
    });
    expect((await exchange(listed.url, { method: 'HEAD', path })).status).toBe(200);
    expect(listed.auth.seen).toStrictEqual([]);
  });
});
