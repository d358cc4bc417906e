import { type ConstitutionPage, type ConstitutionVersion, digestOf } from '@acgs/contracts';
import { type RuleVersions, VersionWatch } from '@acgs/database';
import fc from 'fast-check';
import { Client } from 'pg';
import {
  type Answer,
  type CallOptions,
  type Installation,
  startInstallation,
} from '../support/installation.js';
import { draft, principle } from './constitution-drafts.js';

const VERSIONS = '/api/v1/constitution/versions';

describe('ratification', () => {
  let installation: Installation;
  let database: Client;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
    database = new Client({ connectionString: installation.database.url });
    await database.connect();
  });

  afterAll(async () => {
    await database.end();
    await installation.close();
  });

  const ratify = (body: unknown, options: CallOptions = {}): Promise<Answer> =>
    installation.call('constitutional-core', 'POST', VERSIONS, { ...options, body });

  const get = async (path: string): Promise<unknown> =>
    (await installation.call('constitutional-core', 'GET', path)).body;

  const inForce = async (): Promise<number> =>
    ((await get('/api/v1/constitution')) as { version?: number }).version ?? 0;

  it('refuses If-Match while nothing is in force', async () => {
    expect(await ratify(draft('One'), { headers: { 'If-Match': '*' } })).toMatchObject({
      status: 409,
      body: { version: null, digest: null },
    });
  });

  it('numbers versions without gaps, however many come at once', async () => {
    const before = await inForce();
    const titles = Array.from({ length: 12 }, (_, index) => `Draft ${String(index)}`);
    const answers = await Promise.all(titles.map((title) => ratify(draft(title))));
    const { items } = (await get(VERSIONS)) as ConstitutionPage;
    const versions = answers.map(({ body }) => (body as ConstitutionVersion).version);
    expect(answers.map(({ status }) => status)).toStrictEqual(titles.map(() => 201));
    expect(versions.toSorted((a, b) => a - b)).toStrictEqual(titles.map((_, index) => before + index + 1));
    expect(items.map(({ ratifiedAt }) => ratifiedAt)).toStrictEqual(
      items
        .map(({ ratifiedAt }) => ratifiedAt)
        .toSorted()
        .toReversed(),
    );
  });

  it('makes one version of the same draft sent many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => ratify(draft('Same'))));
    const [first] = answers;
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toStrictEqual([
      200, 200, 200, 200, 200, 201,
    ]);
    for (const { body, headers } of answers) {
      expect(body).toStrictEqual(first?.body);
      expect(headers.get('location')).toBe(`${VERSIONS}/${String(await inForce())}`);
    }
  });

  it('puts an earlier document in force again under a new number', async () => {
    const { version } = (await ratify(draft('Earlier'))).body as ConstitutionVersion;
    await ratify(draft('Later'));
    expect(await ratify(draft('Earlier'))).toMatchObject({ status: 201, body: { version: version + 2 } });
  });

  it('builds on the version that If-Match names, or on none; what is in force already is not refused', async () => {
    const headers = { 'If-Match': (await ratify(draft('Base'))).headers.get('etag')! };
    const next = await ratify(draft('Next'), { headers });
    const { version } = next.body as ConstitutionVersion;
    expect(next.status).toBe(201);
    expect(await ratify(draft('Too late'), { headers })).toMatchObject({
      status: 409,
      body: { type: 'urn:acgs:problem:conflict', version },
    });
    expect(await ratify(draft('Next'), { headers })).toMatchObject({ status: 200, body: { version } });
    expect(await inForce()).toBe(version);
  });

  it('lets one of two amenders through who both build on the same version', async () => {
    const headers = { 'If-Match': (await ratify(draft('Base'))).headers.get('etag')! };
    const answers = await Promise.all(['This', 'That'].map((title) => ratify(draft(title), { headers })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toStrictEqual([201, 409]);
  });

  it('tells every process, exactly once for each version', async () => {
    const readings: RuleVersions[] = [];
    const watch = new VersionWatch(installation.database.url);
    watch.listen({ heard: ({ rules }) => readings.push(rules), failed: () => undefined });
    await watch.start();
    await ratify(draft('Told'));
    await ratify(draft('Told'));
    const version = await inForce();
    while ((readings.at(-1)?.constitution ?? 0) < version) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await watch.stop();
    expect(readings.at(-1)).toMatchObject({ constitution: version });
  });

  it.each([
    ['UPDATE', `UPDATE constitutional_core.versions SET title = 'Forged'`],
    ['an UPDATE of no row', `UPDATE constitutional_core.versions SET title = 'Forged' WHERE false`],
    ['DELETE', 'DELETE FROM constitutional_core.versions'],
    ['TRUNCATE', 'TRUNCATE constitutional_core.versions'],
  ])('is for ever: the database refuses %s', async (_, statement) => {
    const { body } = await ratify(draft('For ever'));
    await expect(database.query(statement)).rejects.toThrow('constitution versions are immutable');
    expect(await get('/api/v1/constitution')).toStrictEqual(body);
  });

  it('is of the bytes that the digest is of: the database refuses any other', async () => {
    await ratify(draft('For ever'));
    const forged = database.query(
      `INSERT INTO constitutional_core.versions
         (version, digest, document, title, principle_count, ratified_by, constitutional_hash)
       SELECT version + 1, digest, document || ' ', title, principle_count, ratified_by, constitutional_hash
       FROM constitutional_core.versions ORDER BY version DESC LIMIT 1`,
    );
    await expect(forged).rejects.toThrow('versions_digest');
  });

  it('keeps the digest through the database, whatever numbers and characters the document holds', async () => {
    const properties = fc.dictionary(
      fc
        .string({ unit: 'grapheme', maxLength: 20 })
        .filter((key) => key !== '__proto__' && !key.includes('\0')),
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer(),
        fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
        fc.constantFrom(-0, 1e21, 1e-7, 5e-324, Number.MAX_VALUE, 0.1 + 0.2, 2 ** 53),
        fc.boolean(),
        fc.constant(null),
      ),
    );
    await fc.assert(
      fc.asyncProperty(properties, async (value) => {
        const obligations = [{ id: 'keep', properties: value }];
        const answer = await ratify(draft('Any', principle('A', { obligations })));
        const { digest, version } = answer.body as ConstitutionVersion;
        const stored = (await get(`${VERSIONS}/${String(version)}`)) as ConstitutionVersion;
        expect(stored.digest).toBe(digest);
        expect(digestOf(stored.document)).toBe(digest);
      }),
      { numRuns: 40 },
    );
  });

  it('takes 12 000 principles, and answers them whole', async () => {
    const many = Array.from({ length: 12_000 }, (_, index) =>
      principle(`P${String(index)}`, { scope: { actions: [`action-${String(index)}`] } }),
    );
    const answer = await ratify(draft('Many', ...many));
    expect(answer).toMatchObject({ status: 201, body: { principleCount: 12_000 } });
    const stored = (await get('/api/v1/constitution')) as ConstitutionVersion;
    expect(stored.document.principles).toHaveLength(12_000);
    expect(digestOf(stored.document)).toBe(stored.digest);
  });
});
