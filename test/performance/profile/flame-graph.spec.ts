import fc from 'fast-check';
import { callTreeOf, type CpuProfile, withoutIdle } from './cpu-profile.js';
import { flameGraph, type Rectangle, rectanglesOf } from './flame-graph.js';

const NAMES = ['', '(idle)', '(program)', 'decide', 'a<b>&"c"', '\u0000\ud800'];

/** Each node after the one that calls it, as V8 lists them. */
const profiles: fc.Arbitrary<CpuProfile> = fc
  .array(fc.record({ caller: fc.nat(), name: fc.constantFrom(...NAMES) }), { maxLength: 40 })
  .chain((calls) =>
    fc.array(fc.nat({ max: calls.length }), { maxLength: 200 }).map((tops) => profileOf(calls, tops)),
  );

function profileOf(calls: readonly { caller: number; name: string }[], tops: readonly number[]): CpuProfile {
  const callers = calls.map(({ caller }, index) => caller % (index + 1));
  const nodes = ['(root)', ...calls.map(({ name }) => name)].map((functionName, index) => ({
    id: index + 1,
    callFrame: { functionName, url: index % 2 === 0 ? '' : 'file:///x/dist/a.js', lineNumber: index },
    children: callers.flatMap((caller, called) => (caller === index ? [called + 2] : [])),
  }));
  return { nodes, samples: tops.map((top) => top + 1), startTime: 0, endTime: 1_000_000 };
}

const right = ({ left, width }: Rectangle): number => left + width;

/** Those on top of each one, found by their places alone. */
const onTop = (of: Rectangle, all: readonly Rectangle[]): Rectangle[] =>
  all.filter(
    (one) => one.depth === of.depth + 1 && one.left >= of.left - 1e-9 && right(one) <= right(of) + 1e-9,
  );

/** Every element that is opened is closed, in order, and nothing is left that is not escaped. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [, closing, name, own] of xml.matchAll(/<(\/?)([a-z]+)(?:\s[a-zA-Z-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (closing === '/' && open.pop() !== name) return false;
    if (closing === '' && own === '') open.push(name ?? '');
  }
  const text = xml.replaceAll(/<\/?[a-z]+(?:\s[a-zA-Z-]+="[^"<]*")*\s*\/?>/g, '');
  return open.length === 0 && !/[<\u0000\ud800]|&(?!(?:amp|lt|gt|quot);)/.test(text);
}

describe('the calls of a profile', () => {
  it('have as many samples as were taken, each call its own and those of what it called', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const root = callTreeOf(profile);
        expect(root.total).toBe(profile.samples.length);
        const all = [root];
        for (const { self, total, children } of all) {
          expect(total).toBe(children.reduce((sum, child) => sum + child.total, self));
          all.push(...children);
        }
        expect(all.reduce((sum, { self }) => sum + self, 0)).toBe(profile.samples.length);
      }),
    );
  });

  it('are counted without the time in which there was nothing to do', () => {
    const root = callTreeOf(
      profileOf(
        [
          { caller: 0, name: '(idle)' },
          { caller: 0, name: 'decide' },
        ],
        [1, 1, 1, 2],
      ),
    );
    const { busy, idle } = withoutIdle(root);
    expect([idle, busy.total, busy.children.map(({ frame }) => frame.functionName)]).toStrictEqual([
      3,
      1,
      ['decide'],
    ]);
  });
});

describe('a flame graph', () => {
  it('is as wide as its samples: what is called fits on what calls it, and none stands on another', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const all = rectanglesOf(callTreeOf(profile));
        for (const one of all) {
          const called = onTop(one, all);
          const wide = called.reduce((sum, { width }) => sum + width, 0);
          expect(wide).toBeLessThanOrEqual(one.width + 1e-9);
          expect((one.width - wide) * profile.samples.length).toBeCloseTo(one.self, 6);
          called.sort((a, b) => a.left - b.left);
          for (const [index, next] of called.slice(1).entries())
            expect(next.left).toBeGreaterThanOrEqual(right(called[index]!) - 1e-9);
        }
        expect(all.reduce((sum, { self }) => sum + self, 0)).toBe(profile.samples.length);
      }),
    );
  });

  it('leaves out what is too narrow to be seen', () => {
    const tops = [1, ...Array.from({ length: 99 }, () => 2)];
    const root = callTreeOf(
      profileOf(
        [
          { caller: 0, name: 'seldom' },
          { caller: 0, name: 'often' },
        ],
        tops,
      ),
    );
    const names = rectanglesOf(root, 0.02).map(({ frame }) => frame.functionName);
    expect(names).toStrictEqual(['(root)', 'often']);
  });

  it('is XML, whatever the functions are called', () => {
    fc.assert(
      fc.property(profiles, fc.string(), (profile, title) => {
        const svg = flameGraph(title, profile);
        expect(isWellFormed(svg)).toBe(true);
        expect(svg).not.toMatch(/NaN|Infinity|<script/);
      }),
    );
  });
});
