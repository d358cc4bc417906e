import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { EvaluationInputError } from './evaluation-input.errors.js';
import { type PlannedSuite, planSuites } from './planned-suite.js';

const EXAMPLES = join(import.meta.dirname, '../../examples/agents');
const OWN = join(EXAMPLES, 'clubhouse');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function put(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, typeof content === 'string' ? content : stringify(content));
  return path;
}

function planned(
  wish: { suite?: string; rules?: string; mapping?: string },
  data?: string,
): Promise<PlannedSuite[]> {
  return planSuites({ suite: null, rules: null, mapping: null, ...wish }, EXAMPLES, data ?? null);
}

const rule = { id: 'r', title: 't', message: 'm', effect: 'permit' };
const principle = { id: 'p', title: 't', statement: 's', category: 'c', severity: 'low' };
const constitution = { title: 't', principles: [{ ...principle, rule: { effect: 'warn', message: 'm' } }] };
const policy = { id: 'x', title: 't', owner: 'o', rules: [rule] };

describe('planSuites', () => {
  it('takes the suite that ships when there is nothing else', async () => {
    const [plan, ...more] = await planned({});

    expect(more).toEqual([]);
    expect(plan).toMatchObject({ suite: { suite: 'clubhouse' }, rulesFrom: OWN, notes: [] });
    expect(plan?.rules.policies.map(({ id }) => id)).toEqual(['chat', 'rooms']);
  });

  it('takes the suites of the data folder that the examples have rules for', async () => {
    await put('agentdojo/clubhouse.json', await readFile(join(OWN, 'suite.json'), 'utf8'));
    await put('agentdojo/unheard-of.json', '{}');

    expect((await planned({}, folder)).map(({ suite }) => suite.suite)).toEqual(['clubhouse']);
  });

  it('takes another suite with rules in one file and the mapping beside it', async () => {
    const rules = await put('rules.yaml', { constitution, policies: [policy] });
    await put('mapping.yaml', await readFile(join(OWN, 'mapping.yaml'), 'utf8'));
    const [plan] = await planned({ suite: join(OWN, 'suite.json'), rules });

    expect(plan?.rules.policies.map(({ id }) => id)).toEqual(['x']);
  });

  it('notes a path of the mapping that finds nothing', async () => {
    const text = await readFile(join(OWN, 'mapping.yaml'), 'utf8');
    const mapping = await put('mapping.yaml', text.replace('club.me', 'club.you'));
    const [plan] = await planned({ suite: join(OWN, 'suite.json'), mapping });

    expect(plan?.notes[0]).toBe('the path "club.you" of the mapping finds nothing');
  });
});

describe('planSuites refuses', () => {
  const suite = join(OWN, 'suite.json');
  const expectRefusal = async (
    wish: Parameters<typeof planned>[0],
    text: RegExp,
    data?: string,
  ): Promise<void> => {
    const refusal: unknown = await planned(wish, data).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EvaluationInputError);
    expect((refusal as Error).message).toMatch(text);
  };

  it('a suite that is not there, is no JSON, or has not the form', async () => {
    await expectRefusal(
      { suite: join(folder, 'none.json') },
      /none\.json is not usable:\n {2}it is not there/,
    );
    await expectRefusal({ suite: await put('a.json', '{"suite": ') }, /a\.json is not usable:\n {2}.*JSON/);
    await expectRefusal(
      { suite: await put('b.json', '{"suite":"b","tools":[],"environment":{},"tasks":[{"kind":"other"}]}') },
      /tools: .*\n {2}tasks\.0\.kind: /,
    );
  });

  it('a data folder without a suite that is known', async () => {
    await expectRefusal({}, /agentdojo is not usable:\n {2}ACGS_DATA is set, but/, folder);
  });

  it('a suite without rules, and rules without a suite to try them on', async () => {
    const text = (await readFile(suite, 'utf8')).replace('"suite": "clubhouse"', '"suite": "../strange"');
    await expectRefusal(
      { suite: await put('s.json', text) },
      /no example rules for "\.\.\/strange": name some/,
    );
    await put('agentdojo/banking.json', text);
    await put('agentdojo/clubhouse.json', text);
    await expectRefusal({ rules: OWN }, /--rules needs --suite/, folder);
  });

  it('rules that are not there, lack a policy, or have a faulty condition', async () => {
    await expectRefusal({ suite, rules: join(folder, 'none') }, /none is not usable:\n {2}it is not there/);
    await put('r/constitution.yaml', constitution);
    await mkdir(join(folder, 'r/policies'));
    await expectRefusal(
      { suite, rules: join(folder, 'r') },
      /policies is not usable:\n {2}it holds no policy/,
    );
    await put('r/policies/x.yaml', { ...policy, rules: [{ ...rule, when: 'actoin.name == "a"' }] });
    await expectRefusal(
      { suite, rules: join(folder, 'r') },
      /x\.yaml is not usable:\n {2}\/rules\/0\/when at 1:1: /,
    );
    await expectRefusal({ suite, rules: await put('y.yaml', 'a: [') }, /y\.yaml is not usable/);
  });

  it('a mapping whose fact reaches into text that it declares untrusted', async () => {
    const text = await readFile(join(OWN, 'mapping.yaml'), 'utf8');
    const mapping = await put('m.yaml', text.replace('club.me', 'rooms.0.comments.0'));
    await expectRefusal(
      { suite, mapping },
      /m\.yaml is not usable:\n {2}the fact "me" is refused: .* reaches into text/,
    );
  });
});
