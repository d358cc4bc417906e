import { type ConstitutionValidation, type Fault, type Problem } from '@acgs/contracts';
import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { draft, principle } from './constitution-drafts.js';

const YAML = { 'Content-Type': 'application/yaml' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

const DRAFT_IN_YAML = `
# Comments and block scalars are why people write YAML.
title: Written by people
principles:
  - id: no-deletion
    title: Nothing is deleted
    statement: >-
      What is deleted
      is gone.
    category: safety
    severity: critical
    rule:
      scope: { actions: [delete_*] }
      when: |-
        resource.properties.count > 1.0 ||
        !("approved" in context)
      effect: forbid
      message: Deleting is for people
`;

const DRAFT_IN_JSON = {
  title: 'Written by people',
  preamble: '',
  principles: [
    {
      severity: 'critical',
      rule: {
        message: 'Deleting is for people',
        effect: 'forbid',
        when: 'resource.properties.count > 1.0 ||\n!("approved" in context)',
        scope: { resources: ['*'], subjects: ['*'], actions: ['delete_*'] },
        obligations: [],
      },
      category: 'safety',
      statement: 'What is deleted is gone.',
      title: 'Nothing is deleted',
      id: 'no-deletion',
    },
  ],
};

const faultyDraft = draft(
  'Faulty',
  principle('A'),
  principle('B', { when: '1 +' }),
  principle('C', { when: 'true &&\n  action.name === "x"' }),
);

/** An unlucky author's: five faults of the shape and one in a condition. */
const misshapenDraft = {
  title: '',
  surplus: 1,
  principles: [
    { ...principle('A'), severity: 'deadly' },
    { ...principle('B'), rule: { effect: 'permit', message: 'm', when: '1 +' } },
    { ...principle('not an id'), 'a/b~c': 1 },
  ],
};

describe('drafts of a constitution', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
  });

  afterAll(async () => {
    await installation.close();
  });

  const post = (route: 'validate' | 'versions', body: unknown, headers = {}): Promise<Answer> =>
    installation.call('constitutional-core', 'POST', `/api/v1/constitution/${route}`, { body, headers });

  const pathsOf = (faults: readonly Fault[] | undefined): string[] => (faults ?? []).map(({ path }) => path);

  it('are valid without a fault, and are told the digest they would be ratified under', async () => {
    const { status, body } = await post('validate', draft('Sound'));
    const ratified = await post('versions', draft('Sound'));
    expect(status).toBe(200);
    expect(body).toStrictEqual({
      valid: true,
      digest: (ratified.body as { digest: string }).digest,
      faults: [],
    });
  });

  it('have the same digest as YAML and as JSON, in whatever order and with or without the defaults', async () => {
    const yaml = (await post('validate', DRAFT_IN_YAML, YAML)).body as ConstitutionValidation;
    const json = (await post('validate', DRAFT_IN_JSON)).body as ConstitutionValidation;
    expect(yaml).toMatchObject({ valid: true, faults: [] });
    expect(yaml.digest).toBe(json.digest);
  });

  it('are told every fault in their conditions at once, with line and column; ratifying them is refused', async () => {
    const { status, body } = await post('validate', faultyDraft);
    const { valid, digest, faults } = body as ConstitutionValidation;
    expect([status, valid, digest]).toStrictEqual([200, false, null]);
    expect(pathsOf(faults)).toStrictEqual(['/principles/1/rule/when', '/principles/2/rule/when']);
    expect(faults[0]).toMatchObject({ line: 1, column: expect.any(Number) });
    expect(faults[1]).toMatchObject({ line: 2, column: expect.any(Number) });
    expect(await post('versions', faultyDraft)).toMatchObject({
      status: 422,
      body: { type: 'urn:acgs:problem:rules-invalid', faults },
    });
  });

  it('are told the faults of their shape together with those of their conditions', async () => {
    const { faults } = (await post('validate', misshapenDraft)).body as ConstitutionValidation;
    const answer = await post('versions', misshapenDraft);
    expect(new Set(pathsOf(faults))).toStrictEqual(
      new Set([
        '/title',
        '/surplus',
        '/principles/0/severity',
        '/principles/1/rule/effect',
        '/principles/1/rule/when',
        '/principles/2/id',
        '/principles/2/a~1b~0c',
      ]),
    );
    expect(answer).toMatchObject({
      status: 400,
      body: { type: 'urn:acgs:problem:validation-failed', faults },
    });
  });

  it.each([
    ['no principles', { title: 'T', principles: [] }, '/principles'],
    ['principles missing', { title: 'T' }, '/principles'],
    ['a list', [], ''],
    ['null', null, ''],
    ['a wrong type', { title: 'T', principles: { a: 1 } }, '/principles'],
    ['an id used twice', draft('T', principle('A'), principle('A')), '/principles/1/id'],
    ['a condition that is no text', draft('T', principle('A', { when: true })), '/principles/0/rule/when'],
    [
      'a condition too long',
      draft('T', principle('A', { when: 'x'.repeat(4097) })),
      '/principles/0/rule/when',
    ],
    ['no glob', draft('T', principle('A', { scope: { actions: [] } })), '/principles/0/rule/scope/actions'],
    ['too many principles', { title: 'T', principles: Array<number>(20_001).fill(0) }, '/principles'],
  ])('with %s are answered with the path of it', async (_, body, path) => {
    const text = JSON.stringify(body);
    const { faults } = (await post('validate', text, JSON_TYPE)).body as ConstitutionValidation;
    const answer = await post('versions', text, JSON_TYPE);
    expect(pathsOf(faults)).toContain(path);
    expect(answer.status).toBe(400);
    expect(pathsOf((answer.body as Problem).faults)).toContain(path);
  });

  it.each([
    ['JSON cut short', '{"title": "T"', JSON_TYPE],
    ['nothing', '', JSON_TYPE],
    ['a key twice', '{"title": "T", "title": "U", "principles": []}', JSON_TYPE],
    ['__proto__', '{"title": "T", "__proto__": {"principles": []}}', JSON_TYPE],
    ['NUL', String.raw`{"title": "T\u0000"}`, JSON_TYPE],
    ['half a surrogate pair', String.raw`{"title": "\ud800"}`, JSON_TYPE],
    ['a number beyond doubles', '{"title": 1e400}', JSON_TYPE],
    ['500 levels', `${'['.repeat(500)}${']'.repeat(500)}`, JSON_TYPE],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), JSON_TYPE],
    ['broken YAML', 'title: [unclosed', YAML],
    ['a YAML key twice', 'title: T\ntitle: U', YAML],
    ['a YAML alias', 'title: &t T\npreamble: *t', YAML],
    ['aliases that grow', 'a: &a [x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: [*c,*c,*c]', YAML],
    ['a second YAML document', 'title: T\nprinciples: []\n---\ntitle: U', YAML],
    ['a YAML tag', 'title: !!js/function "x"', YAML],
  ])('with %s are answered 400, by both routes', async (_, body, headers) => {
    for (const route of ['validate', 'versions'] as const) {
      expect(await post(route, body, headers)).toMatchObject({
        status: 400,
        body: { type: 'urn:acgs:problem:malformed-json' },
      });
    }
  });

  it('in broken YAML are told line and column', async () => {
    const { body } = await post('validate', 'title: T\nprinciples:\n  - id: [', YAML);
    expect((body as Problem).faults?.[0]).toMatchObject({
      line: expect.any(Number),
      column: expect.any(Number),
    });
  });

  it('in another media type are refused', async () => {
    const answer = await post('validate', 'title: T', { 'Content-Type': 'text/plain' });
    expect(answer).toMatchObject({ status: 415, body: { type: 'urn:acgs:problem:unsupported-media-type' } });
  });

  it('in YAML above 1 MiB are refused before they are read', async () => {
    expect(await post('validate', `title: ${'x'.repeat(1024 * 1024)}`, YAML)).toMatchObject({
      status: 413,
      body: { type: 'urn:acgs:problem:payload-too-large' },
    });
  });

  it.each(['validate', 'versions'] as const)('above 8 MiB are refused by %s', async (route) => {
    const large = { ...draft('Large'), preamble: 'x'.repeat(8 * 1024 * 1024) };
    expect(await post(route, large)).toMatchObject({
      status: 413,
      body: { type: 'urn:acgs:problem:payload-too-large' },
    });
  });
});
