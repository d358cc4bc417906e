import fc from 'fast-check';
import { checkParameters, type Parameter, ParameterFaultError, randomValue } from './parameter.js';
import { Random } from './random.js';
import { crossed, mutate, type VariationOptions } from './variation.js';

const ALWAYS: VariationOptions = {
  crossoverProbability: 1,
  crossoverIndex: 20,
  mutationProbability: 1,
  mutationIndex: 20,
};
const bounds = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 50 }));
const parameter: fc.Arbitrary<Parameter> = fc.oneof(
  bounds.map(([min, width]): Parameter => ({ kind: 'integer', min, max: min + width })),
  bounds.map(([min, width]): Parameter => ({ kind: 'real', min: min / 7, max: (min + width) / 7 })),
  fc.integer({ min: 1, max: 5 }).map((count): Parameter => ({ kind: 'choice', count })),
);
const inside = (value: number, of: Parameter): boolean => {
  const [min, max] = of.kind === 'choice' ? [0, of.count - 1] : [of.min, of.max];
  return value >= min && value <= max && (of.kind === 'real' || Number.isInteger(value));
};

describe('crossing and mutating', () => {
  it('never leaves the bounds nor the kind of a parameter', () => {
    fc.assert(
      fc.property(fc.array(parameter, { maxLength: 8 }), fc.integer(), (parameters, seed) => {
        const random = Random.seeded(seed);
        const genome = (): number[] => parameters.map((each) => randomValue(each, random));
        const children = crossed([genome(), genome()], parameters, ALWAYS, random);
        for (const child of children) {
          mutate(child, parameters, ALWAYS, random);
          expect(parameters.map((each, at) => inside(child[at] ?? Number.NaN, each))).not.toContain(false);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('reaches every integer and every choice, those at the ends as often as the others', () => {
    const random = Random.seeded(1);
    const parameters: Parameter[] = [
      { kind: 'integer', min: 0, max: 3 },
      { kind: 'choice', count: 3 },
    ];
    const seen = [new Map<number, number>(), new Map<number, number>()];
    const genome = [0, 0];
    for (let n = 0; n < 8000; n++) {
      mutate(genome, parameters, { ...ALWAYS, mutationIndex: 1 }, random);
      genome.forEach((value, at) => seen[at]?.set(value, (seen[at].get(value) ?? 0) + 1));
    }
    const [integers, choices] = seen.map((counts) => [...counts.values()]);
    expect(integers).toHaveLength(4);
    expect(Math.min(...(integers ?? []))).toBeGreaterThan(1000);
    expect(choices).toHaveLength(3);
    expect(Math.min(...(choices ?? []))).toBeGreaterThan(2400);
  });

  it('has children on average where the parents are, closer with a greater index', () => {
    const parameters: Parameter[] = [{ kind: 'real', min: -100, max: 100 }];
    const spreadOf = (crossoverIndex: number): number => {
      const random = Random.seeded(5);
      const values = Array.from({ length: 4000 }, () =>
        crossed([[-1], [1]], parameters, { ...ALWAYS, crossoverIndex }, random),
      ).flat(2);
      expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(0.05);
      return values.reduce((sum, value) => sum + Math.abs(Math.abs(value) - 1), 0) / values.length;
    };
    expect(spreadOf(2)).toBeGreaterThan(3 * spreadOf(20));
  });
});

describe('checkParameters', () => {
  it.each<[string, Parameter]>([
    ['no bounds', { kind: 'real', min: 0, max: Number.POSITIVE_INFINITY }],
    ['no number', { kind: 'real', min: Number.NaN, max: 1 }],
    ['its bounds the wrong way round', { kind: 'integer', min: 2, max: 1 }],
    ['bounds that are no integers', { kind: 'integer', min: 0.5, max: 2 }],
    ['nothing to choose from', { kind: 'choice', count: 0 }],
  ])('refuses a parameter that has %s, and names it', (_, fault) => {
    const parameters: Parameter[] = [{ kind: 'real', min: 0, max: 0 }, fault];
    expect(() => {
      checkParameters(parameters);
    }).toThrow(ParameterFaultError);
    expect(() => {
      checkParameters(parameters);
    }).toThrow(/^The parameter 1 has /);
  });
});
