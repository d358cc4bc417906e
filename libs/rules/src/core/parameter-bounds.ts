import { type ConstitutionDraft, type Fault, type PolicyDraft, type RuleParameters } from '@acgs/contracts';
import { parseGlob, restMatches } from './glob.js';

/** What a principle lets a parameter of a policy be. */
export interface ParameterBoundary {
  readonly principle: string;
  readonly parameter: string;
  readonly min: number;
  readonly max: number;
}

/** Those that the principles set for this policy, in the order of the document. */
export function boundariesFor(policyId: string, constitution: ConstitutionDraft | null): ParameterBoundary[] {
  const principles = constitution?.principles ?? [];
  return principles.flatMap(({ id, bounds = [] }) =>
    bounds
      .filter(({ policies }) => policies.some((glob) => matches(glob, policyId)))
      .map(({ parameter, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }) => ({
        principle: id,
        parameter,
        min,
        max,
      })),
  );
}

function matches(text: string, policyId: string): boolean {
  const glob = parseGlob(text);
  return policyId.startsWith(glob.prefix) && restMatches(glob, policyId);
}

/** The faults of declared parameters whose bounds leave room for what a principle does not allow. */
export function boundFaults(draft: PolicyDraft, boundaries: readonly ParameterBoundary[]): Fault[] {
  return draft.rules.flatMap(({ params = {} }, index) =>
    boundaries.flatMap((boundary) => {
      const message = rangeFault(params, boundary);
      return message === null
        ? []
        : [{ path: `/rules/${String(index)}/params/${boundary.parameter}`, message }];
    }),
  );
}

function rangeFault(
  params: RuleParameters,
  { parameter: name, principle, min, max }: ParameterBoundary,
): string | null {
  const declared = Object.hasOwn(params, name) ? params[name] : undefined;
  if (declared === undefined) return null;
  const allowed = `which the principle "${principle}" allows`;
  if (declared.type !== 'double' && declared.type !== 'int') return `is no number, ${allowed} alone`;
  if (declared.min < min) return `min ${String(declared.min)} is below ${String(min)}, the least ${allowed}`;
  if (declared.max > max) return `max ${String(declared.max)} is above ${String(max)}, the most ${allowed}`;
  return null;
}

/** Why a rule with these parameters may not be used; null when every value is within its bounds. */
export function valueFault(
  params: RuleParameters | undefined,
  boundaries: readonly ParameterBoundary[],
): string | null {
  for (const { parameter: name, principle, min, max } of boundaries) {
    const declared = params !== undefined && Object.hasOwn(params, name) ? params[name] : undefined;
    if (declared === undefined) continue;
    const value = declared.type === 'double' || declared.type === 'int' ? declared.default : Number.NaN;
    if (value >= min && value <= max) continue;
    return `params.${name} is ${String(declared.default)}, which the principle "${principle}" does not allow`;
  }
  return null;
}
