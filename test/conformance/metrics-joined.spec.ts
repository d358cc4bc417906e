import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The options of every gauge that the product has, as its code has them, with where they stand. */
function gauges(): (readonly [place: string, options: string])[] {
  return ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!spec)\.ts$/.test(file))
      .flatMap((file) => {
        const text = readFileSync(join(ROOT, folder, file), 'utf8');
        return [...text.matchAll(/new Gauge(?:<[^(]*>)?\(\{[\s\S]*?\n\s*\}\);/g)].map(
          ({ 0: options }) => [`${folder}/${file}`, options] as const,
        );
      }),
  );
}

describe('the figures of several workers', () => {
  it('are joined as each gauge says: sum, max, min, average, first or omit', () => {
    expect(gauges().length).toBeGreaterThan(4);
    const silent = gauges().filter(
      ([, options]) => !/\baggregator: '(sum|max|min|average|first|omit)'/.test(options),
    );
    expect(silent.map(([place]) => place)).toStrictEqual([]);
  });

  it('are never averaged: a worker that does nothing would count as much as a busy one', () => {
    const averaged = gauges().filter(([, options]) => options.includes("aggregator: 'average'"));
    expect(averaged.map(([place]) => place)).toStrictEqual([]);
  });
});
