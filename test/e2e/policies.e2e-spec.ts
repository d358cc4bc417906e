import type { PolicyPage, PolicyVersion } from '@acgs/contracts';
import { evaluationRequest, POLICY } from '../support/governed.js';
import {
  type Answer,
  type CallOptions,
  type Installation,
  startInstallation,
} from '../support/installation.js';

describe('policies', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['governance-engine'] });
  });

  afterAll(async () => {
    await installation.close();
  });

  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
    installation.call('governance-engine', method, `/api/v1/policies${path}`, { as: 'author', ...options });

  const create = async (policy: object): Promise<PolicyVersion> => {
    const { status, body } = await call('POST', '', { body: policy });
    expect(status).toBe(201);
    return body as PolicyVersion;
  };

  it('live in immutable versions, of which one or none is active', async () => {
    const first = await create({ ...POLICY, id: 'life' });
    expect(first).toMatchObject({ id: 'life', version: 1, active: false, createdBy: 'author', ruleCount: 2 });
    const second = await create({ ...POLICY, id: 'life', title: 'Changed' });
    expect(second.version).toBe(2);
    expect(second.digest).not.toBe(first.digest);

    const activated = await call('PUT', '/life/activation', { as: 'approver', body: { version: 1 } });
    expect(activated).toMatchObject({ status: 200, body: { version: 1, active: true } });
    expect((await call('GET', '/life/versions/2')).body).toMatchObject({ active: false, title: 'Changed' });
    expect((await call('GET', '/life')).body).toMatchObject({ version: 2 });
    await call('PUT', '/life/activation', { as: 'approver', body: { version: null } });
    expect((await call('GET', '/life/versions/1')).body).toStrictEqual({ ...first, status: 'retired' });
  });

  it('make no new version of what says the same', async () => {
    const first = await call('POST', '', { body: { ...POLICY, id: 'same' } });
    expect(first.status).toBe(201);
    const again = await call('POST', '', { body: { ...POLICY, id: 'same' } });
    expect(again).toMatchObject({ status: 200, body: first.body });
    const location = '/api/v1/policies/same/versions/1';
    expect([first, again].map(({ headers }) => headers.get('location'))).toStrictEqual([location, location]);
  });

  it('get versions without gaps when several are written at once', async () => {
    const titles = Array.from({ length: 10 }, (_, n) => `Title ${String(n)}`);
    const made = await Promise.all(titles.map((title) => create({ ...POLICY, id: 'race', title })));
    const versions = made.map(({ version }) => version).sort((a, b) => a - b);
    expect(versions).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('are listed page by page', async () => {
    for (const id of ['list-a', 'list-b', 'list-c']) await create({ ...POLICY, id });
    for (const title of ['x', 'y']) await create({ ...POLICY, id: 'list-a', title });
    const page = (await call('GET', '?limit=2&cursor=list')).body as PolicyPage;
    expect(page.items.map(({ id, version }) => [id, version])).toStrictEqual([
      ['list-a', 3],
      ['list-b', 1],
    ]);
    const next = (await call('GET', `?limit=2&cursor=${page.nextCursor ?? ''}`)).body as PolicyPage;
    expect(next.items.map(({ id }) => id)).toContain('list-c');
    const versions = (await call('GET', '/list-a/versions?limit=2')).body as PolicyPage;
    expect(versions).toMatchObject({ items: [{ version: 3 }, { version: 2 }], nextCursor: '2' });
    expect((await call('GET', '/list-a/versions?cursor=2')).body).toMatchObject({ items: [{ version: 1 }] });
  });

  it('are found by words in them, by owner, by rule, and by whether they are in force', async () => {
    const [work, note] = POLICY.rules;
    const rules = [{ ...work, id: 'fly', message: 'Zeppelins may be boarded.' }];
    await create({ ...POLICY, id: 'found-a', owner: 'airships', rules });
    await create({ ...POLICY, id: 'found-b', owner: 'airships', title: 'On boarding of zeppelins' });
    await create({ ...POLICY, id: 'found-c', description: 'Nobody boards a zeppelin "twice".' });
    await create({ ...POLICY, id: 'found-d', title: 'The zeppelin of old', rules: [note] });
    await create({ ...POLICY, id: 'found-d', title: 'Nothing of the kind', rules: [note] });
    await call('PUT', '/found-b/activation', { as: 'approver', body: { version: 1 } });
    const found = async (query: string): Promise<string[]> => {
      const { status, body } = await call('GET', `?cursor=found&${query}`);
      expect(status).toBe(200);
      return (body as PolicyPage).items.map(({ id }) => id).filter((id) => id.startsWith('found-'));
    };
    expect(await found('q=zeppelin')).toStrictEqual(['found-a', 'found-b', 'found-c']);
    expect(await found('q=ZEPPELIN+boards')).toStrictEqual(['found-a', 'found-b', 'found-c']);
    expect(await found('q=zeppelin+-nobody')).toStrictEqual(['found-a', 'found-b']);
    expect(await found(`q=${encodeURIComponent('"boards a zeppelin"')}`)).toStrictEqual([
      'found-b',
      'found-c',
    ]);
    expect(await found(`q=${encodeURIComponent('"zeppelin boards"')}`)).toStrictEqual([]);
    expect(await found('q=effect')).toStrictEqual([]);
    expect(await found(`q=${encodeURIComponent(`'"(:*&|!<->\\`)}`)).toStrictEqual([]);
    expect(await found('owner=airships')).toStrictEqual(['found-a', 'found-b']);
    expect(await found('rule=fly')).toStrictEqual(['found-a']);
    expect(await found('rule=work&owner=team')).toStrictEqual(['found-c']);
    expect(await found('active=true')).toStrictEqual(['found-b']);
    expect(await found('active=false&q=zeppelin&limit=1')).toStrictEqual(['found-a']);
  });

  it.each([
    'q=',
    'q=%00',
    `q=${'x'.repeat(257)}`,
    'owner=%00',
    'rule=',
    'active=1',
    'cursor=%00',
    'state=on',
  ])('are not listed by %s', async (query) => {
    const { status, body } = await call('GET', `?${query}`);
    expect(status).toBe(400);
    const [name = ''] = query.split('=');
    expect(body).toMatchObject({ faults: [{ path: `/${name}` }] });
  });

  it('are kept also when they have more words than an index takes', async () => {
    const message = (n: number): string =>
      Array.from({ length: 120 }, (_, word) => `w${String(n * 120 + word)}`).join(' ');
    const rules = Array.from({ length: 2000 }, (_, n) => ({
      ...POLICY.rules[0],
      id: `r${String(n)}`,
      message: message(n),
    }));
    await create({ ...POLICY, id: 'wordy', rules });
    const { body } = await call('GET', '?q=w77');
    expect((body as PolicyPage).items.map(({ id }) => id)).toStrictEqual(['wordy']);
  });

  it('may be written in YAML', async () => {
    const yaml = `
id: yaml
title: In YAML
owner: team
rules:
  - { id: one, title: One, effect: permit, message: Fine. }
`;
    const { status, body } = await call('POST', '', {
      body: yaml,
      headers: { 'Content-Type': 'application/yaml' },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ document: { rules: [{ when: 'true', scope: { actions: ['*'] } }] } });
  });

  it('are refused with every fault of every condition', async () => {
    const rule = (id: string, when: string): object => ({
      id,
      title: id,
      when,
      effect: 'permit',
      message: 'm',
    });
    const rules = [
      rule('a', 'subjet.id == 1'),
      rule('b', 'true'),
      rule('c', 'size(subject.id'),
      rule('d', '1 + 1'),
    ];
    const { status, body } = await call('POST', '', { body: { ...POLICY, id: 'faulty', rules } });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      type: 'urn:acgs:problem:rules-invalid',
      faults: [
        { path: '/rules/0/when', line: 1, column: 1, suggestion: expect.stringContaining('subject') },
        { path: '/rules/2/when', line: 1 },
        { path: '/rules/3/when', line: 1 },
      ],
    });
    expect((await call('GET', '/faulty')).status).toBe(404);
  });

  it('are refused with every test that they fail', async () => {
    const test = (name: string, action: string, outcome: string): object => ({
      name,
      request: evaluationRequest({ action }),
      outcome,
    });
    const tests = [
      test('works', 'read', 'allow'),
      test('forbidden', 'read', 'deny'),
      test('none', 'x', 'deny'),
    ];
    const refused = await call('POST', '', { body: { ...POLICY, id: 'tested', tests } });
    expect(refused).toMatchObject({
      status: 422,
      body: { faults: [{ path: '/tests/1', message: 'must be deny, and is allow' }] },
    });
    const kept = await create({ ...POLICY, id: 'tested', tests: [tests[0], tests[2]] });
    expect(kept).toMatchObject({ version: 1, document: { tests: [{ name: 'works' }, { name: 'none' }] } });
  });

  it.each([
    [
      'a test without an outcome',
      { tests: [{ name: 'a', request: evaluationRequest() }] },
      ['/tests/0/outcome'],
    ],
    ['the same rule id twice', { rules: [POLICY.rules[0], POLICY.rules[0]] }, ['/rules/1/id']],
    ['an unknown effect', { rules: [{ ...POLICY.rules[0], effect: 'maybe' }] }, ['/rules/0/effect']],
    ['an id with a slash', { id: 'a/b' }, ['/id']],
    ['no rules', { rules: [] }, ['/rules']],
  ])('answer 400 to %s', async (_, change, paths) => {
    const { status, body } = await call('POST', '', { body: { ...POLICY, ...change } });
    expect(status).toBe(400);
    expect((body as { faults: { path: string }[] }).faults.map(({ path }) => path)).toStrictEqual(paths);
  });

  it('answer 404 to what is not there, 403 to who may not', async () => {
    expect((await call('GET', '/nothing')).status).toBe(404);
    expect((await call('PUT', '/nothing/activation', { as: 'approver', body: { version: 1 } })).status).toBe(
      404,
    );
    await create({ ...POLICY, id: 'there' });
    expect((await call('PUT', '/there/activation', { as: 'approver', body: { version: 9 } })).status).toBe(
      404,
    );
    expect((await call('GET', '/there/versions/0')).status).toBe(400);
    expect((await call('POST', '', { body: POLICY, as: 'auditor' })).status).toBe(403);
    expect((await call('GET', '', { as: 'demo-agent' })).status).toBe(403);
  });
});
