import { type RuleParameter, type RuleParameters } from '@acgs/contracts';
import { NO_PARAMETERS, type ParameterValues } from './cel/parameters.js';

/** The values in force: the defaults of this version, as values of CEL. */
export function valuesOf(declared: RuleParameters | undefined): ParameterValues {
  if (declared === undefined) return NO_PARAMETERS;
  return new Map(Object.entries(declared).map(([name, parameter]) => [name, valueOf(parameter)]));
}

const valueOf = (parameter: RuleParameter): boolean | number | bigint | string =>
  parameter.type === 'int' ? BigInt(parameter.default) : parameter.default;
