import {
  type ConstitutionDiff,
  type ConstitutionPage,
  type ConstitutionVersion,
  ConstitutionVersionSchema,
  digestOf,
} from '@acgs/contracts';
import { Client } from 'pg';
import {
  type Answer,
  type CallOptions,
  type Installation,
  startInstallation,
} from '../support/installation.js';
import { draft, principle } from './constitution-drafts.js';

const BASE = '/api/v1/constitution';

describe('the life of a constitution', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
  });

  afterAll(async () => {
    await installation.close();
  });

  const get = (path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('constitutional-core', 'GET', `${BASE}${path}`, options);

  const ratify = (body: unknown, options: CallOptions = {}): Promise<Answer> =>
    installation.call('constitutional-core', 'POST', `${BASE}/versions`, { ...options, body });

  it('begins without one', async () => {
    expect(await get('')).toMatchObject({ status: 404, body: { type: 'urn:acgs:problem:not-found' } });
    expect(await get('/versions')).toMatchObject({ status: 200, body: { items: [], nextCursor: null } });
  });

  it('ratifies the first version, says where it is, and puts it in force', async () => {
    const answer = await ratify(draft('First', principle('A'), principle('B')));
    const version = ConstitutionVersionSchema.parse(answer.body);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`${BASE}/versions/1`);
    expect(version).toMatchObject({
      version: 1,
      title: 'First',
      principleCount: 2,
      ratifiedBy: 'admin',
      constitutionalHash: 'cdd01ef066bc6cf2',
      document: { preamble: '', principles: [{ id: 'A', rule: { scope: { actions: ['*'] } } }, { id: 'B' }] },
    });
    expect((await get('', { as: 'demo-agent' })).body).toStrictEqual(answer.body);
    expect((await get(answer.headers.get('location')!.slice(BASE.length))).body).toStrictEqual(answer.body);
  });

  it('answers documents that have the digest it tells', async () => {
    const { body } = await get('');
    const { digest, document } = body as ConstitutionVersion;
    expect(digestOf(document)).toBe(digest);
  });

  it('ratifies on: the newest is in force, the older stay as they were', async () => {
    const first = await get('/versions/1');
    const answer = await ratify(
      draft('Second', principle('B', { when: 'false' }), principle('A'), principle('C')),
    );
    expect(answer).toMatchObject({ status: 201, body: { version: 2 } });
    expect((await get('')).body).toStrictEqual(answer.body);
    expect((await get('/versions/1')).body).toStrictEqual(first.body);
  });

  it('finds versions by words in them', async () => {
    const found = async (q: string): Promise<number[]> =>
      ((await get(`/versions?q=${encodeURIComponent(q)}`)).body as ConstitutionPage).items.map(
        ({ version }) => version,
      );
    expect(await found('principles')).toStrictEqual([2, 1]);
    expect(await found('"principle C" or first')).toStrictEqual([2, 1]);
    expect(await found('second -like')).toStrictEqual([]);
    expect(await found('severity')).toStrictEqual([]);
    expect((await get('/versions?q=%00')).status).toBe(400);
  });

  it('tells what changed between two versions, in both directions', async () => {
    const there = (await get('/versions/1/diff/2')).body as ConstitutionDiff;
    expect(there).toMatchObject({
      from: 1,
      to: 2,
      fields: [{ path: '/title', before: 'First', after: 'Second' }],
      added: [{ id: 'C' }],
      removed: [],
      changed: [
        { id: 'B', fields: [{ path: '/rule/when', before: 'action.name == "delete"', after: 'false' }] },
      ],
    });
    expect(there.moved).toHaveLength(1);
    expect((await get('/versions/2/diff/1')).body).toMatchObject({ from: 2, to: 1, removed: [{ id: 'C' }] });
    expect((await get('/versions/2/diff/2')).body).toMatchObject({ added: [], changed: [], moved: [] });
  });

  it.each([
    ['', 'no-cache'],
    ['/versions/1', 'private, max-age=31536000, immutable'],
    ['/versions/1/diff/2', 'private, max-age=31536000, immutable'],
  ])('answers 304 for %p to who has it already, and says how long to keep it', async (path, cacheControl) => {
    const fresh = await get(path);
    const tag = fresh.headers.get('etag')!;
    expect(tag).toMatch(/^"[0-9a-f-]+"$/);
    expect(fresh.headers.get('cache-control')).toBe(cacheControl);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const answer = await get(path, { headers: { 'If-None-Match': known } });
      expect(answer).toMatchObject({ status: 304, body: '' });
      expect(answer.headers.get('etag')).toBe(tag);
      expect(answer.headers.get('x-constitutional-hash')).toBe('cdd01ef066bc6cf2');
    }
    expect((await get(path, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });

  it('has another tag once another version is in force', async () => {
    const tag = (await get('')).headers.get('etag')!;
    expect((await ratify(draft('Third'))).status).toBe(201);
    const answer = await get('', { headers: { 'If-None-Match': tag } });
    expect(answer).toMatchObject({ status: 200, body: { version: 3 } });
    expect(answer.headers.get('etag')).not.toBe(tag);
  });

  it('lists the versions newest first; a walk by pages misses none and repeats none, even while one is added', async () => {
    const first = (await get('/versions?limit=1')).body as ConstitutionPage;
    await ratify(draft('Fourth'));
    const pages = [first];
    for (let cursor = first.nextCursor; cursor !== null; cursor = pages.at(-1)!.nextCursor) {
      pages.push((await get(`/versions?limit=1&cursor=${cursor}`)).body as ConstitutionPage);
    }
    expect(pages).toMatchObject([3, 2, 1].map((version) => ({ items: [{ version }] })));
    expect(first.items[0]).not.toHaveProperty('document');
    expect((await get('/versions?limit=500')).body).toMatchObject({
      items: [{ version: 4 }, { version: 3 }, { version: 2 }, { version: 1 }],
      nextCursor: null,
    });
  });

  it('shows the version in force among the metrics', async () => {
    const { body } = await installation.call('constitutional-core', 'GET', '/metrics', {
      as: null,
      hash: null,
    });
    expect(body).toContain('acgs_constitution_version{service="constitutional-core"} 4');
  });

  it.each([
    ['/versions/999', 404, 'not-found'],
    ['/versions/1/diff/999', 404, 'not-found'],
    ['/versions/999/diff/1', 404, 'not-found'],
    ['/versions/0', 400, 'validation-failed'],
    ['/versions/-1', 400, 'validation-failed'],
    ['/versions/1.5', 400, 'validation-failed'],
    ['/versions/one', 400, 'validation-failed'],
    ['/versions/01', 400, 'validation-failed'],
    ['/versions/99999999999999999999', 400, 'validation-failed'],
    ['/versions/1/diff/x', 400, 'validation-failed'],
    ['/versions?limit=0', 400, 'validation-failed'],
    ['/versions?limit=501', 400, 'validation-failed'],
    ['/versions?cursor=abc', 400, 'validation-failed'],
    ['/versions?page=2', 400, 'validation-failed'],
  ])('GET %p is answered %p %p', async (path, status, problem) => {
    const answer = await get(path);
    expect(answer).toMatchObject({ status, body: { type: `urn:acgs:problem:${problem}`, status } });
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  });

  it('neither has in force nor lists what was ratified under another charter, and counts on past it', async () => {
    const { version } = (await get('')).body as ConstitutionVersion;
    const other = '{"preamble":"","principles":[],"title":"Other"}';
    const database = new Client({ connectionString: installation.database.url });
    await database.connect();
    await database.query(
      `INSERT INTO constitutional_core.versions
         (version, digest, document, title, principle_count, ratified_by, constitutional_hash)
       VALUES ($1, encode(sha256($2), 'hex'), $3, 'Other', 1, 'somebody', '0000000000000000')`,
      [version + 5, Buffer.from(other), other],
    );
    await database.end();
    expect((await get('')).body).toMatchObject({ version });
    expect((await get('/versions?limit=1')).body).toMatchObject({ items: [{ version }] });
    expect((await ratify(draft('After'))).body).toMatchObject({ version: version + 6 });
  });
});
