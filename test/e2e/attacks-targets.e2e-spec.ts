import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import { startGoverned } from '../support/governed.js';
import type { Answer, Installation, ServiceName } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';
import { openSocket, readToEnd } from '../support/raw-socket.js';

const POLICIES = 'GET /api/v1/policies HTTP/1.1';
const HASH = `X-Constitutional-Hash: ${CONSTITUTIONAL_HASH}`;
const FULL_WIDTH = '\xef\xbd\x83dd01ef066bc6cf2';

/** The line of the request, the fields besides the token, and the status that both have to give. */
const WITHOUT_THE_HASH: readonly (readonly [string, string, string, number])[] = [
  ['twice, the same', POLICIES, `${HASH}\r\n${HASH}`, 412],
  ['twice, once empty', POLICIES, `X-Constitutional-Hash:\r\n${HASH}`, 412],
  ['in a list', POLICIES, `${HASH}, ${CONSTITUTIONAL_HASH}`, 412],
  ['in quotes', POLICIES, `X-Constitutional-Hash: "${CONSTITUTIONAL_HASH}"`, 412],
  ['in capitals', POLICIES, `X-Constitutional-Hash: ${CONSTITUTIONAL_HASH.toUpperCase()}`, 412],
  ['before a hard space', POLICIES, `${HASH}\xa0`, 412],
  ['in letters of full width', POLICIES, `X-Constitutional-Hash: ${FULL_WIDTH}`, 412],
  ['under a name with underscores', POLICIES, `X_Constitutional_Hash: ${CONSTITUTIONAL_HASH}`, 428],
  ['in a cookie', POLICIES, `Cookie: X-Constitutional-Hash=${CONSTITUTIONAL_HASH}`, 428],
  ['in the query', POLICIES.replace(' HTTP', `?x-constitutional-hash=${CONSTITUTIONAL_HASH} HTTP`), '', 428],
  ['in a folded field', POLICIES, `X-Constitutional-Hash:\r\n ${CONSTITUTIONAL_HASH}`, 400],
  ['nowhere, by HEAD', POLICIES.replace('GET', 'HEAD'), '', 428],
  ['nowhere, by OPTIONS', POLICIES.replace('GET', 'OPTIONS'), '', 428],
  ['nowhere, as if before a request of a browser', POLICIES, 'Access-Control-Request-Method: GET', 428],
  ['nowhere, under another method', POLICIES, 'X-HTTP-Method-Override: OPTIONS', 428],
  ['nowhere, for an address that needs none', POLICIES, 'X-Original-URL: /health/live', 428],
  ['nowhere, for a rewritten one', POLICIES, 'X-Rewrite-URL: /.well-known/jwks.json', 428],
];

/** Beside the bare `/api/v1/tile/*`, what needs the hash, or is nothing at all. */
const BARE_NEIGHBOURS: readonly (readonly [string, number])[] = [
  ['/api/v1/tile/entries/000', 428],
  ['/api/v1/tile/%65ntries/000', 428],
  ['/api/v1/tile/entries/', 428],
  ['/api/v1/tile/entries/%2e%2e/0/000', 428],
  ['/api/v1/tile/../policies', 400],
  ['/api/v1/tile/..%2fpolicies', 400],
  ['/api/v1/tile%2fentries/000', 404],
  ['/api/v1/checkpoint;/../policies', 404],
  ['/api/v1/TILE/entries/000', 404],
];

const TOO_LONG = `0/${'x001/'.repeat(1500)}001`;
const ARABIC_DIGITS = '%D9%A0%D9%A0%D9%A0';
/** Each tile has one name, and these are others, or of tiles that no tree has. */
const TILES = [
  ...['0/-01', '0/0000', '0/00', '0/x000/000', '0/1e1', '00/000', '64/000', '-1/000', '63/000'],
  ...['0/000.p/0', '0/000.p/-1', '0/000.p/256', '0/000.p/01', '0/000.p/1/', '0/000/', '0/000%20'],
  ...[
    '0/x009/x007/x199/x254/x740/991',
    '0/x009/x007/x199/x254/x740/992',
    '0/x001/x001/x001/x001/x001/x001/000',
  ],
  ...['data/000', 'ENTRIES/000', `0/${ARABIC_DIGITS}`, TOO_LONG],
];

const PROOFS = [
  ...['inclusion?leafIndex=-1&treeSize=1', 'inclusion?leafIndex=0&treeSize=9007199254740993'],
  ...['inclusion?leafIndex=0x0&treeSize=1', 'inclusion?leafIndex=1e0&treeSize=2'],
  ...['inclusion?leafIndex=%200&treeSize=1', 'inclusion?leafIndex=0&leafIndex=0&treeSize=1'],
  ...['inclusion?leafIndex[]=0&treeSize=1', 'inclusion?leafIndex=0&treeSize=99999999'],
  ...['consistency?from=0&to=1', 'consistency?from=2&to=1', 'consistency?from=1&to=9007199254740991'],
  ...['consistency?from=1.5&to=2', 'consistency?from=-1&to=1'],
];

describe('attacks on where requests go', () => {
  let installation: Installation;
  let token: string;

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service', 'api-gateway']);
    token = await installation.token('admin');
    const log = new LogReader(installation);
    await log.receipt((await log.decide()).decisionId);
  });

  afterAll(async () => {
    await installation.close();
  });

  async function statusOf(service: ServiceName, line: string, fields = ''): Promise<number> {
    const socket = await openSocket(installation.url(service));
    const answer = readToEnd(socket);
    const own = `Host: acgs.test\r\nAuthorization: Bearer ${token}\r\nConnection: close`;
    socket.write(Buffer.from(`${line}\r\n${own}\r\n${fields === '' ? '' : `${fields}\r\n`}\r\n`, 'latin1'));
    return Number((await answer).slice(9, 12));
  }

  const get = (path: string, as: string | null): Promise<Answer> =>
    installation.call('api-gateway', 'GET', path, { as });

  it.each(WITHOUT_THE_HASH)('do not get by with the hash %s', async (_, line, fields, status) => {
    const statuses = [
      await statusOf('api-gateway', line, fields),
      await statusOf('governance-engine', line, fields),
    ];
    expect(statuses).toStrictEqual([status, status]);
  });

  it('come with the hash by another case of its name, and with white space after it', async () => {
    const fields = `x-CONSTITUTIONAL-hash: ${CONSTITUTIONAL_HASH} \t`;
    expect(await statusOf('api-gateway', POLICIES, fields)).toBe(200);
    expect(await statusOf('api-gateway', POLICIES, `${HASH}\r\nConnection: X-Constitutional-Hash`)).toBe(428);
  });

  it.each(BARE_NEIGHBOURS)('do not come over a bare route to %s', async (path, status) => {
    expect(await statusOf('api-gateway', `GET ${path} HTTP/1.1`)).toBe(status);
  });

  it('find each tile under one name, and no other', async () => {
    expect((await get('/api/v1/tile/0/000.p/1', null)).status).toBe(200);
    const found = [];
    for (const tile of TILES) found.push([tile, (await get(`/api/v1/tile/${tile}`, null)).status]);
    expect(found).toStrictEqual(TILES.map((tile) => [tile, 404]));
  });

  it('find entries with the permission to read the log alone, under whatever name', async () => {
    const path = '/api/v1/tile/entries/000.p/1';
    const statuses = [];
    for (const as of ['auditor', 'demo-agent', null]) statuses.push((await get(path, as)).status);
    statuses.push((await get('/api/v1/tile/%65ntries/000.p/1', 'demo-agent')).status);
    expect(statuses).toStrictEqual([200, 403, 401, 404]);
  });

  it('prove nothing of trees that there are not', async () => {
    const found = [];
    for (const proof of PROOFS)
      found.push([proof, (await get(`/api/v1/log/proofs/${proof}`, 'auditor')).status]);
    expect(found).toStrictEqual(PROOFS.map((proof) => [proof, 400]));
  });
});
