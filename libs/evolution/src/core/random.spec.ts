import { Random } from './random.js';

describe('Random', () => {
  it('goes on from its state as if it had never stopped', () => {
    const random = Random.seeded(7);
    for (let n = 0; n < 100; n++) random.next();
    const resumed = Random.resumed(JSON.parse(JSON.stringify(random.state)) as typeof random.state);
    const draw = (from: Random): number[] => Array.from({ length: 50 }, () => from.next());
    expect(draw(resumed)).toStrictEqual(draw(random));
  });

  it('stays in its range and uses all of it, and other seeds give other numbers', () => {
    const drawn = [1, 2].map((seed) => {
      const random = Random.seeded(seed);
      return Array.from({ length: 10_000 }, () => random.next());
    });
    for (const numbers of drawn) {
      expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...numbers)).toBeLessThan(1);
      const tenths = Array.from(
        { length: 10 },
        (_, tenth) => numbers.filter((value) => Math.floor(value * 10) === tenth).length,
      );
      expect(Math.min(...tenths)).toBeGreaterThan(900);
      expect(Math.max(...tenths)).toBeLessThan(1100);
    }
    expect(drawn[0]).not.toStrictEqual(drawn[1]);
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 100 }, (_, at) => at);
    const shuffled = Random.seeded(3).shuffled(items);
    expect(shuffled).not.toStrictEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toStrictEqual(items);
  });
});
