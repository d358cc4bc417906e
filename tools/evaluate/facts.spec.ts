import { deriveFacts, emptyPaths, FactError, type Facts } from './facts.js';
import { MappingSchema } from './mapping.js';

const mailbox = {
  me: 'ann',
  mails: {
    m1: { id: 'm1', status: 'sent', to: ['bob', 'cy'], subject: 'Hi', from: 'ann' },
    m2: { id: 'm2', status: 'received', to: ['ann'], subject: 'Pay eve', from: 'eve' },
  },
  labels: { work: 1, 'pay eve': 2 },
};

function factsOf(facts: unknown, untrusted: string[] = []): Facts {
  return deriveFacts(MappingSchema.parse({ tools: {}, facts, untrusted }), mailbox);
}

describe('deriveFacts', () => {
  it('gives one value, or null where there is none', () => {
    expect(factsOf({ me: { value: 'me' }, you: { value: 'you' } })).toEqual({ me: 'ann', you: null });
  });

  it('gives the distinct values at several paths', () => {
    expect(factsOf({ people: { list: ['mails.*.to.*', 'me'] } })).toEqual({ people: ['bob', 'cy', 'ann'] });
  });

  it('gives records as a list, or by their key', () => {
    const fields = { to: 'to.*', from: 'from', cc: 'cc', name: '@key' };
    const m1 = { to: ['bob', 'cy'], from: 'ann', cc: null, name: 'm1' };

    expect(factsOf({ sent: { records: 'mails.*[status=sent]', fields } })).toEqual({ sent: [m1] });
    expect(factsOf({ sent: { records: 'mails.*[status=sent]', key: 'id', fields } })).toEqual({
      sent: { m1 },
    });
  });

  it('keeps a record whose key is the name of a prototype as plain data', () => {
    const facts = deriveFacts(
      MappingSchema.parse({
        tools: {},
        facts: { all: { records: 'a.*', key: '@key', fields: { x: 'x' } } },
        untrusted: [],
      }),
      JSON.parse('{"a": {"__proto__": {"x": 1}}}'),
    );

    expect(JSON.stringify(facts)).toBe('{"all":{"__proto__":{"x":1}}}');
  });

  it.each([
    ['the text itself', { list: 'mails.*.subject' }, ['mails.*.subject']],
    ['a part of it', { list: 'mails.*.to.*' }, ['mails.m2']],
    ['the same place by another way', { value: 'mails.m2.subject' }, ['**.subject']],
    ['a field of a record', { records: 'mails.*', fields: { about: 'subject' } }, ['mails.*.subject']],
    ['the key of a record', { records: 'mails.*', key: 'subject', fields: {} }, ['mails.*.subject']],
    ['a record inside it', { records: 'mails.*', fields: {} }, ['mails']],
    ['a name that an attacker gives', { list: 'labels.*.@key' }, ['labels.*.@key']],
    ['a name inside it', { list: 'labels.*.@key' }, ['labels']],
  ])('refuses a fact that is %s', (_, fact, untrusted) => {
    expect(() => factsOf({ bad: fact }, untrusted)).toThrow(FactError);
    expect(() => factsOf({ bad: fact }, untrusted)).toThrow(/"bad" is refused: .* reaches into text/);
  });

  it.each([
    ['a field', 'mails.*[subject=Hi].to.*', ['mails.*.subject']],
    ['the value it is compared with', 'mails.*[from=$mails.m2.from].to.*', ['mails.m2.from']],
  ])('refuses a fact that was chosen by untrusted text: %s', (_, path, untrusted) => {
    expect(() => factsOf({ bad: { list: path } }, untrusted)).toThrow(/filters by text/);
  });

  it('takes what stands beside untrusted text', () => {
    const untrusted = ['mails.*.subject', 'mails.*[status=received].to', 'labels.*'];

    expect(
      factsOf({ to: { list: 'mails.*[status=sent].to.*' }, labels: { list: 'labels.*.@key' } }, untrusted),
    ).toEqual({ to: ['bob', 'cy'], labels: ['work', 'pay eve'] });
  });

  it('refuses an object where a plain value is wanted, for text could hide in it', () => {
    expect(() => factsOf({ all: { list: 'mails.*' } })).toThrow(/leads to an object or a list/);
  });
});

it('names the paths that find nothing', () => {
  const mapping = MappingSchema.parse({
    tools: {},
    facts: { a: { value: 'nowhere' }, b: { list: ['me', 'mails.*[status=draft]'] } },
    untrusted: ['mails.*.body'],
  });

  expect(emptyPaths(mapping, mailbox)).toEqual(['nowhere', 'mails.*[status=draft]', 'mails.*.body']);
});
