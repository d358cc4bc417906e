import { type Scope } from '@acgs/contracts';
import fc from 'fast-check';
import { parseGlob, restMatches } from './glob.js';
import { ScopeIndex } from './scope-index.js';

interface Entry {
  readonly scope: Scope;
}

function scanned(entries: readonly Entry[], names: readonly [string, string, string]): Entry[] {
  const matches = (globs: readonly string[], name: string): boolean =>
    globs.some((text) => name.startsWith(parseGlob(text).prefix) && restMatches(parseGlob(text), name));
  return entries.filter(
    ({ scope }) =>
      matches(scope.subjects, names[0]) &&
      matches(scope.actions, names[1]) &&
      matches(scope.resources, names[2]),
  );
}

const name = fc.string({ unit: fc.constantFrom('a', 'b', '_'), minLength: 1, maxLength: 4 });
const glob = fc.oneof(name, fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 4 }));
const globs = fc.oneof(fc.constant<string[]>(['*']), fc.array(glob, { minLength: 1, maxLength: 3 }));
const entry = fc.record({ scope: fc.record({ subjects: globs, actions: globs, resources: globs }) });
const question = fc.tuple(name, name, name);

describe('ScopeIndex', () => {
  it('finds what a scan finds, in the same order, the first time and from memory', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 30 }),
        fc.array(question, { maxLength: 20 }),
        (entries, questions) => {
          const index = new ScopeIndex(entries);
          for (const names of [...questions, ...questions]) {
            expect(index.find(...names)).toEqual(scanned(entries, names));
          }
        },
      ),
    );
  });

  it('visits only what it finds, whichever side of the scope tells entries apart', () => {
    const entries = Array.from({ length: 9000 }, (_, i): Entry => {
      const scope = { subjects: ['*'], actions: ['*'], resources: ['*'] };
      if (i % 3 === 0) return { scope: { ...scope, subjects: [`team-${i}`] } };
      return {
        scope: i % 3 === 1 ? { ...scope, actions: [`act-${i}.*`] } : { ...scope, resources: [`*.r${i}`] },
      };
    });
    let visits = 0;
    const counted = new Proxy(entries, {
      get: (target, key, receiver): unknown => {
        if (typeof key === 'string' && /^\d+$/.test(key)) visits += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    const index = new ScopeIndex(counted);
    visits = 0;
    expect(index.find('team-30', 'act-31.send', 'files.r32')).toEqual([
      entries[30],
      entries[31],
      entries[32],
    ]);
    expect(visits).toBe(3);
  });

  it('answers a known triple from memory', () => {
    const index = new ScopeIndex([{ scope: { subjects: ['*'], actions: ['read'], resources: ['*'] } }]);
    expect(index.find('agent', 'read', 'file')).toBe(index.find('agent', 'read', 'file'));
  });

  it('keeps triples apart whose names run together', () => {
    const index = new ScopeIndex([{ scope: { subjects: ['ab'], actions: ['c'], resources: ['*'] } }]);
    expect(index.find('ab', 'c', 'd')).toHaveLength(1);
    expect(index.find('a', 'bc', 'd')).toHaveLength(0);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'takes %s for a name like any',
    (name) => {
      const index = new ScopeIndex([{ scope: { subjects: ['*'], actions: ['read'], resources: ['*'] } }]);
      expect(index.find(name, name, name)).toEqual([]);
      expect(index.find(name, 'read', name)).toHaveLength(1);
    },
  );
});
