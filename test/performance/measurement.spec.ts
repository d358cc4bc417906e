import {
  figureAtLeast,
  figureAtMost,
  figureBelow,
  figureOnly,
  figureOver,
  NOT_MEASURED,
} from './measurement.js';

const KINDS = {
  'below a bound': (value: number) => figureBelow('f', value, 'ms', 5),
  'at most a bound': (value: number) => figureAtMost('f', value, 'ms', 5),
  'over a bound': (value: number) => figureOver('f', value, '/s', 5),
  'at least a bound': (value: number) => figureAtLeast('f', value, '/s', 5),
  'without a bound': (value: number) => figureOnly('f', value, 'ms', 'lower'),
};

describe('a figure', () => {
  it.each<[keyof typeof KINDS, number, boolean]>([
    ['below a bound', 4.9, true],
    ['below a bound', 5, false],
    ['at most a bound', 5, true],
    ['at most a bound', 5.1, false],
    ['over a bound', 5.1, true],
    ['over a bound', 5, false],
    ['at least a bound', 5, true],
    ['at least a bound', 4.9, false],
  ])('%s with %d is ok: %s', (kind, value, ok) => {
    expect(KINDS[kind](value).ok).toBe(ok);
  });

  it.each(Object.entries(KINDS))(
    '%s that was not measured, or divides by nothing, is missed',
    (_, figure) => {
      for (const value of [NOT_MEASURED, Infinity, -Infinity]) expect(figure(value).ok).toBe(false);
    },
  );
});
