import { EvaluationRequestSchema } from '@acgs/contracts';
import { MappingSchema, toolMapping } from './mapping.js';
import { toolRequest } from './tool-request.js';

const mapping = MappingSchema.parse({
  tools: {
    send: { writes: true, resource: { type: 'mail', id: ['to', 'cc', 'files.*.id'] } },
    drop: { writes: true, resource: { type: 'file', id: 'file', record: 'files' } },
    look: { writes: false, resource: { type: 'account' } },
  },
  facts: { files: { records: 'files.*', key: 'id', fields: { owner: 'owner' } } },
  untrusted: [],
});
const situation = { assistant: 'bot', prompt: 'Do it', facts: { files: { 7: { owner: 'ann' } } } };

function requestFor(name: string, args: Record<string, unknown>): ReturnType<typeof toolRequest> {
  return toolRequest({ tool: name, args }, toolMapping(mapping, name)!, situation);
}

describe('toolRequest', () => {
  it('tells who acts, what on, and what the platform knows', () => {
    expect(requestFor('drop', { file: 7, force: true })).toEqual({
      subject: { type: 'agent', id: 'bot', properties: {} },
      action: { name: 'drop', properties: { file: 7, force: true } },
      resource: { type: 'file', id: '7', properties: { targets: ['7'], record: { owner: 'ann' } } },
      context: { prompt: 'Do it', facts: situation.facts },
    });
  });

  it('names all targets of a call, single or in lists, and leaves out null', () => {
    const { resource } = requestFor('send', { to: ['a', 'b'], cc: null, files: [{ id: 1 }, { name: 'x' }] });

    expect(resource).toEqual({
      type: 'mail',
      id: 'a,b,1',
      properties: { targets: ['a', 'b', '1'], record: null },
    });
  });

  it.each([
    ['look', {}],
    ['send', { to: [] }],
    ['send', { to: '' }],
  ])('acts on what is its own when nothing is named: %s %j', (name, args) => {
    expect(requestFor(name, args).resource.id).toBe('own');
  });

  it.each(['8', 'constructor', '__proto__'])('has no record for %s', (file) => {
    expect(requestFor('drop', { file }).resource.properties.record).toBeNull();
  });

  it('stays within what the API takes, however long the arguments', () => {
    const request = requestFor('send', { to: `x${'\u{1f600}'.repeat(2000)}` });

    expect(EvaluationRequestSchema.safeParse(request).success).toBe(true);
    expect(request.resource.id).toMatch(/^x\p{Emoji}+$/u);
  });
});
