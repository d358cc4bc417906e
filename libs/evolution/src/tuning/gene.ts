import { type RuleParameter } from '@acgs/contracts';
import type { Parameter } from '../core/parameter.js';

interface Range {
  readonly min: number;
  readonly max: number;
}

/** The parameter with no more than what a range leaves of it; null when nothing is left. A range allows numbers alone. */
export function narrowed(declared: RuleParameter, { min, max }: Range): RuleParameter | null {
  if (declared.type === 'string' || declared.type === 'bool') return null;
  const whole = declared.type === 'int';
  const least = Math.max(declared.min, whole ? Math.ceil(min) : min);
  const most = Math.min(declared.max, whole ? Math.floor(max) : max);
  if (least > most) return null;
  return { ...declared, min: least, max: most, default: Math.min(most, Math.max(least, declared.default)) };
}

export function searchedAs(declared: RuleParameter): Parameter {
  switch (declared.type) {
    case 'double':
      return { kind: 'real', min: declared.min, max: declared.max };
    case 'int':
      return { kind: 'integer', min: declared.min, max: declared.max };
    case 'string':
      return { kind: 'choice', count: declared.values.length };
    case 'bool':
      return { kind: 'choice', count: 2 };
  }
}

/** Whether there is anything but one value, in a range that a double can measure. */
export function hasRoom(declared: RuleParameter): boolean {
  const parameter = searchedAs(declared);
  if (parameter.kind === 'choice') return parameter.count > 1;
  return parameter.min < parameter.max && Number.isFinite(parameter.max - parameter.min);
}

/** What stands for the value in a genome; -1 for a text that is none of the values. There is no -0, as JSON has none. */
export function geneOf(declared: RuleParameter): number {
  if (declared.type === 'string') return declared.values.indexOf(declared.default);
  return Number(declared.default) + 0;
}

/** The parameter with another value: one that its search may give. */
export function withGene(declared: RuleParameter, gene: number): RuleParameter {
  switch (declared.type) {
    case 'double':
    case 'int':
      return { ...declared, default: gene };
    case 'string':
      return { ...declared, default: declared.values[gene] ?? declared.default };
    case 'bool':
      return { ...declared, default: gene === 1 };
  }
}

const STEPS_DIGITS = 3;
const FRACTION_DIGITS_MAX = 100;

/** The nearest number that a person would write: in steps of a power of ten, of which the range has 1,000 to 10,000. */
export function rounded(value: number, parameter: Parameter): number {
  if (parameter.kind !== 'real') return value;
  const { min, max } = parameter;
  const exponent = Math.floor(Math.log10(max - min)) - STEPS_DIGITS;
  if (exponent < -FRACTION_DIGITS_MAX) return value + 0;
  const nearest =
    exponent < 0 ? Number(value.toFixed(-exponent)) : Math.round(value / 10 ** exponent) * 10 ** exponent;
  return Math.min(max, Math.max(min, nearest)) + 0;
}
