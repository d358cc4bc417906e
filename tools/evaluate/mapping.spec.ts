import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { faultsOf } from './evaluation-input.errors.js';
import { type Mapping, MappingSchema, requireEveryTool, toolMapping } from './mapping.js';
import { type Suite } from './suite.js';

const tool = (type: string): unknown => ({ writes: false, resource: { type } });

function faultsIn(mapping: unknown): string[] {
  const result = MappingSchema.safeParse(mapping);
  return result.success ? [] : faultsOf(result.error);
}

function mappingOf(tools: Record<string, unknown>): Mapping {
  return MappingSchema.parse({ tools, facts: {}, untrusted: [] });
}

describe('MappingSchema', () => {
  it('names every fault with its place', () => {
    const faults = faultsIn({
      tools: {
        send: { writes: 'yes', resource: { type: 'mail', id: 'to..cc' } },
        read: { writes: false, resource: {} },
      },
      facts: { me: { value: 'a[' }, 'my-friends': { list: 'a' }, other: { paths: 'a' } },
      extra: 1,
    });

    expect(faults).toEqual([
      expect.stringMatching(/^tools\.send\.writes: .*boolean/),
      expect.stringMatching(/^tools\.send\.resource\.id: .*/),
      expect.stringMatching(/^tools\.read\.resource\.type: .*string/),
      expect.stringMatching(/^facts\.me: must be one of/),
      expect.stringMatching(/^facts\.my-friends: .*/),
      expect.stringMatching(/^facts\.other: must be one of/),
      expect.stringMatching(/^untrusted: .*/),
      expect.stringMatching(/^\(top\): .*"extra"/),
    ]);
  });

  it('takes the mapping that the documentation shows', async () => {
    const page = await readFile(join(import.meta.dirname, '../../docs/evaluation.md'), 'utf8');
    const [, shown = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];

    expect(faultsIn(parse(shown))).toEqual([]);
  });

  it('wants a record fact with a key where a tool takes its resource from one', () => {
    const send = { writes: true, resource: { type: 'mail', id: 'to', record: 'people' } };
    const without = { tools: { send }, facts: { people: { list: 'a' } }, untrusted: [] };
    const people = { records: 'a.*', key: 'id', fields: {} };

    expect(faultsIn(without)).toEqual([
      'tools.send.resource.record: "people" is not a fact with records and a key',
    ]);
    expect(faultsIn({ ...without, facts: { people } })).toEqual([]);
  });
});

describe('toolMapping', () => {
  const mapping = mappingOf({
    'get_*': tool('all'),
    'get_*_mail': tool('mail'),
    get_x: tool('x'),
    'a.c': tool('dot'),
  });

  it.each([
    ['get_x', 'x'],
    ['get_new_mail', 'mail'],
    ['get_files', 'all'],
  ])('takes its own name, then the longest that fits: %s', (name, type) => {
    expect(toolMapping(mapping, name)?.resource.type).toBe(type);
  });

  it.each(['set_x', 'abc', 'constructor'])('knows nothing of %s', (name) => {
    expect(toolMapping(mapping, name)).toBeNull();
  });
});

it('wants every tool of the suite to be mapped, used ones too', () => {
  const suite = {
    suite: 's',
    tools: [{ name: 'get_x' }, { name: 'put_x' }],
    environment: {},
    tasks: [{ kind: 'user', id: 'u', prompt: 'p', calls: [{ tool: 'drop_x', args: {} }] }],
  } satisfies Suite;

  expect(() => {
    requireEveryTool('m.yaml', mappingOf({ get_x: tool('x') }), suite);
  }).toThrow(/m\.yaml is not usable:\n.*"put_x".*\n.*"drop_x"/);
});
