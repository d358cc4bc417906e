import type { FreezeScope } from '@acgs/contracts';
import fc from 'fast-check';
import { type FreezeInForce, Freezes } from './freezes.js';

interface Asked {
  readonly subject: { readonly type: string; readonly id: string };
  readonly action: string;
  readonly parties: readonly string[];
}

const freezeOf = (scope: FreezeScope, freezeId = 'f1', expiresAt: number | null = null): FreezeInForce => ({
  freezeId,
  scope,
  reason: 'Incident 31',
  expiresAt,
});

const ask = (freezes: Freezes, { subject, action, parties }: Asked, now = 0): string | null => {
  const request = { subject: { ...subject, properties: {} }, action: { name: action, properties: {} } };
  return freezes.evaluate(request, parties, now)?.reasons[0]?.freezeId ?? null;
};

const agent: Asked = { subject: { type: 'agent', id: 'a1' }, action: 'mail.send', parties: ['platform'] };

/** Whether one freeze alone applies, in the words of its definition; the glob as a regular expression. */
function applies(
  { scope, expiresAt }: FreezeInForce,
  { subject, action, parties }: Asked,
  now: number,
): boolean {
  if (expiresAt !== null && expiresAt <= now) return false;
  if (scope.everything === true) return true;
  if (scope.action !== undefined) return new RegExp(`^${scope.action.replaceAll('*', '.*')}$`).test(action);
  const named = scope.subject;
  return (
    named !== undefined &&
    ((named.id === subject.id && named.type === subject.type) || parties.includes(named.id))
  );
}

describe('Freezes', () => {
  it('deny, and name the freeze and its reason', () => {
    const freezes = new Freezes([freezeOf({ everything: true })]);
    expect(
      freezes.evaluate(
        { subject: { type: 'a', id: 'b', properties: {} }, action: { name: 'c', properties: {} } },
        [],
        0,
      ),
    ).toEqual({
      outcome: 'deny',
      reasons: [
        {
          code: 'frozen',
          freezeId: 'f1',
          rule: null,
          effect: null,
          message: 'Frozen by f1: Incident 31',
          condition: null,
          error: null,
        },
      ],
      obligations: [],
    });
  });

  it.each<[string, FreezeScope, Partial<Asked>, boolean]>([
    ['the subject', { subject: { type: 'agent', id: 'a1' } }, {}, true],
    ['another id', { subject: { type: 'agent', id: 'a2' } }, {}, false],
    ['another type', { subject: { type: 'service', id: 'a1' } }, {}, false],
    ['who asks, as whatever', { subject: { type: 'service', id: 'a1' } }, { parties: ['a1'] }, true],
    [
      'one of several parties',
      { subject: { type: 'agent', id: 'a3' } },
      { parties: ['p', 'a2', 'a3'] },
      true,
    ],
    ['a name of Object', { subject: { type: 'agent', id: 'constructor' } }, {}, false],
    ['the action', { action: 'mail.send' }, {}, true],
    ['a glob', { action: 'mail.*' }, {}, true],
    ['another glob', { action: '*.read' }, {}, false],
    ['the beginning of an action', { action: 'mail' }, {}, false],
  ])('cover %s', (_what, scope, asked, expected) => {
    expect(ask(new Freezes([freezeOf(scope)]), { ...agent, ...asked })).toBe(expected ? 'f1' : null);
  });

  it('end in the millisecond in which they expire, and leave those that do not', () => {
    const freezes = new Freezes([
      freezeOf({ everything: true }, 'short', 1000),
      freezeOf({ everything: true }, 'long', 2000),
      freezeOf({ action: 'mail.*' }, 'for ever'),
    ]);
    expect([999, 1000, 1999, 2000, 1e15].map((now) => ask(freezes, agent, now))).toStrictEqual([
      'short',
      'long',
      'long',
      'for ever',
      'for ever',
    ]);
  });

  it('freeze what a naive reading of each of them freezes, and name one that applies', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 4 });
    const subject = fc.record({ type: fc.constantFrom('agent', 'user'), id: name });
    const scope = fc.oneof(fc.record<FreezeScope>({ subject }), fc.record<FreezeScope>({ action: glob }), {
      weight: 0,
      arbitrary: fc.constant<FreezeScope>({ everything: true }),
    });
    const time = fc.integer({ min: 0, max: 4 });
    const freezes = fc.array(fc.record({ scope, expiresAt: fc.option(time) }), { maxLength: 6 });
    const asked = fc.record({ subject, action: name, parties: fc.array(name, { maxLength: 3 }) });
    fc.assert(
      fc.property(freezes, fc.boolean(), asked, time, (given, withEverything, question, now) => {
        const all = [
          ...given,
          ...(withEverything ? [{ scope: { everything: true } as const, expiresAt: 2 }] : []),
        ];
        const list = all.map(({ scope: of, expiresAt }, n) => freezeOf(of, String(n), expiresAt));
        const wanted = list
          .filter((freeze) => applies(freeze, question, now))
          .map(({ freezeId }) => freezeId);
        const found = ask(new Freezes(list), question, now);
        expect(found === null ? wanted : wanted.includes(found)).toStrictEqual(found === null ? [] : true);
      }),
      { numRuns: 2000 },
    );
  });
});
