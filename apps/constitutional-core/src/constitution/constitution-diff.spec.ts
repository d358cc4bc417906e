import {
  type ConstitutionDraft,
  ConstitutionDraftSchema,
  type FieldChange,
  type Principle,
} from '@acgs/contracts';
import fc from 'fast-check';
import { diffConstitutions } from './constitution-diff.js';

/** Objects as JSON.parse makes them. */
const plain = <Members>(members: {
  [Name in keyof Members]: fc.Arbitrary<Members[Name]>;
}): fc.Arbitrary<Members> => fc.record(members, { noNullPrototype: true });

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });
const words = fc.constantFrom('one', 'two');

const principle = (id: string): fc.Arbitrary<Principle> =>
  plain({
    id: fc.constant(id),
    title: words,
    statement: words,
    category: fc.constant('safety'),
    severity: fc.constantFrom('low', 'high'),
    rule: plain({
      scope: plain({
        subjects: fc.constant(['*']),
        actions: fc.constantFrom(['*'], ['send_*', 'pay']),
        resources: fc.constant(['*']),
      }),
      when: fc.constantFrom('true', 'false'),
      effect: fc.constantFrom('forbid', 'warn'),
      message: words,
      obligations: fc.constantFrom([], [{ id: 'notify', properties: { 'a/b': 1 } }]),
    }),
  });

const draft: fc.Arbitrary<ConstitutionDraft> = plain({
  title: words,
  preamble: words,
  principles: ids.chain((names) => fc.tuple(...names.map(principle))),
});

const copyOf = <Document>(document: Document): Document => JSON.parse(JSON.stringify(document)) as Document;

const idsOf = (principles: readonly { id: string }[]): string[] => principles.map(({ id }) => id);

/** Writes each change where its pointer says. */
function apply<Document extends object>(document: Document, changes: readonly FieldChange[]): Document {
  const copy = copyOf(document);
  for (const { path, before, after } of changes) {
    const names = path.slice(1).split('/');
    let holder = copy as Record<string, unknown>;
    for (const name of names.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
    expect(holder[names.at(-1)!]).toStrictEqual(before);
    holder[names.at(-1)!] = after;
  }
  return copy;
}

describe('the difference of two constitutions', () => {
  it('is nothing between equal documents', () => {
    fc.assert(
      fc.property(draft, (document) => {
        expect(diffConstitutions(document, copyOf(document))).toStrictEqual({
          fields: [],
          added: [],
          removed: [],
          changed: [],
          moved: [],
        });
      }),
    );
  });

  it('turns the one into the other', () => {
    fc.assert(
      fc.property(draft, draft, (from, to) => {
        const diff = diffConstitutions(from, to);
        const changes = new Map(diff.changed.map(({ id, fields }) => [id, fields]));
        const kept = from.principles
          .filter(({ id }) => !idsOf(diff.removed).includes(id))
          .map((old) => apply(old, changes.get(old.id) ?? []));
        const result = new Map([...kept, ...diff.added].map((one) => [one.id, one]));
        expect(result).toStrictEqual(new Map(to.principles.map((one) => [one.id, one])));
        expect(apply({ title: from.title, preamble: from.preamble }, diff.fields)).toStrictEqual({
          title: to.title,
          preamble: to.preamble,
        });
      }),
    );
  });

  it('names as moved what alone explains the new order', () => {
    fc.assert(
      fc.property(draft, draft, (from, to) => {
        const { added, removed, moved } = diffConstitutions(from, to);
        const rest = (document: ConstitutionDraft, others: readonly { id: string }[]): string[] =>
          idsOf(document.principles).filter((id) => !moved.includes(id) && !idsOf(others).includes(id));
        expect(rest(from, removed)).toStrictEqual(rest(to, added));
      }),
    );
  });

  it('is its own mirror image', () => {
    fc.assert(
      fc.property(draft, draft, (from, to) => {
        const there = diffConstitutions(from, to);
        const back = diffConstitutions(to, from);
        expect(back.added).toStrictEqual(there.removed);
        expect(back.removed).toStrictEqual(there.added);
        expect(new Set(idsOf(back.changed))).toStrictEqual(new Set(idsOf(there.changed)));
      }),
    );
  });

  it('tells a change by its path, with lists whole', () => {
    const document = (actions: string[], when: string): ConstitutionDraft =>
      ConstitutionDraftSchema.parse({
        title: 'T',
        principles: [
          {
            id: 'p',
            title: 'P',
            statement: 'S',
            category: 'c',
            severity: 'low',
            rule: { scope: { actions }, when, effect: 'forbid', message: 'm' },
          },
        ],
      });
    const { changed } = diffConstitutions(document(['a'], 'true'), document(['a', 'b'], 'false'));
    expect(changed).toStrictEqual([
      {
        id: 'p',
        fields: [
          { path: '/rule/scope/actions', before: ['a'], after: ['a', 'b'] },
          { path: '/rule/when', before: 'true', after: 'false' },
        ],
      },
    ]);
  });
});
