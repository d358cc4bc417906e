import type { Random } from './random.js';

/** What the search may set. Bounds belong to the range. */
export type Parameter =
  | { readonly kind: 'real'; readonly min: number; readonly max: number }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  /** One of so many alternatives without an order, known by their places from 0. */
  | { readonly kind: 'choice'; readonly count: number };

/** One value for each parameter, in their order; of a choice the place. */
export type Genome = readonly number[];

export class ParameterFaultError extends Error {
  constructor(
    /** Which parameter, from 0. */
    readonly index: number,
    why: string,
  ) {
    super(`The parameter ${String(index)} ${why}.`);
    this.name = 'ParameterFaultError';
  }
}

/** @throws RangeError for a genome that is too short */
export function valueOf(genome: Genome, at: number): number {
  const value = genome[at];
  if (value === undefined) throw new RangeError(`a genome has no value for the parameter ${String(at)}`);
  return value;
}

/** @throws ParameterFaultError */
export function checkParameters(parameters: readonly Parameter[]): void {
  parameters.forEach((parameter, index) => {
    const fault = faultOf(parameter);
    if (fault !== null) throw new ParameterFaultError(index, fault);
  });
}

function faultOf(parameter: Parameter): string | null {
  if (parameter.kind === 'choice') {
    return Number.isSafeInteger(parameter.count) && parameter.count > 0 ? null : 'has nothing to choose from';
  }
  const { kind, min, max } = parameter;
  if (!Number.isFinite(min) || !Number.isFinite(max)) return 'has no bounds';
  if (min > max) return 'has a least value above its greatest';
  if (kind === 'integer' && !(Number.isSafeInteger(min) && Number.isSafeInteger(max))) {
    return 'has bounds that are no integers';
  }
  return null;
}

/** Any value of the parameter, each as likely. */
export function randomValue(parameter: Parameter, random: Random): number {
  if (parameter.kind === 'choice') return random.below(parameter.count);
  const { min, max } = parameter;
  if (parameter.kind === 'integer') return min + random.below(max - min + 1);
  return Math.min(max, min + random.next() * (max - min));
}
