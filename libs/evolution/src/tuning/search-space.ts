import { type ConstitutionDraft, type Fault, type PolicyDraft, type RuleParameter } from '@acgs/contracts';
import { boundariesFor, type ParameterBoundary } from '@acgs/rules';
import { hasRoom, narrowed } from './gene.js';
import { SearchSpaceError } from './search-space.error.js';
import { type ParameterChoice, type TunedParameter, TuningSpace } from './tuning-space.js';

/**
 * The chosen parameters of a policy, or all that have room, within the bounds that principles set. In the order of the
 * policy, whatever that of the choice.
 *
 * @throws SearchSpaceError
 */
export function searchSpace(
  policy: PolicyDraft,
  constitution: ConstitutionDraft | null,
  chosen: readonly ParameterChoice[] | null = null,
): TuningSpace {
  const all = declaredParameters(policy, boundariesFor(policy.id, constitution));
  const faults = chosen === null ? [] : choiceFaults(all, chosen);
  if (faults.length > 0) throw new SearchSpaceError(faults);
  const tuned = all.flatMap(({ left, ...names }) =>
    left !== null && hasRoom(left) && (chosen?.some((choice) => isSame(choice, names)) ?? true)
      ? [{ ...names, declared: left }]
      : [],
  );
  if (tuned.length === 0) {
    throw new SearchSpaceError([fault('', `the policy "${policy.id}" has no parameter that has room`)]);
  }
  return new TuningSpace(tuned satisfies TunedParameter[]);
}

interface Declared extends ParameterChoice {
  /** What principles leave of it; null when nothing. */
  readonly left: RuleParameter | null;
}

const declaredParameters = (policy: PolicyDraft, boundaries: readonly ParameterBoundary[]): Declared[] =>
  policy.rules.flatMap(({ id: rule, params = {} }) =>
    Object.entries(params).map(([parameter, declared]) => ({
      rule,
      parameter,
      left: boundaries
        .filter((boundary) => boundary.parameter === parameter)
        .reduce<RuleParameter | null>((left, range) => left && narrowed(left, range), declared),
    })),
  );

const choiceFaults = (all: readonly Declared[], chosen: readonly ParameterChoice[]): Fault[] =>
  chosen.flatMap((choice, at) => {
    const message = choiceFault(all, choice, chosen.slice(0, at));
    return message === null ? [] : [fault(`/${String(at)}`, message)];
  });

function choiceFault(
  all: readonly Declared[],
  choice: ParameterChoice,
  earlier: readonly ParameterChoice[],
): string | null {
  const name = `"${choice.parameter}" of the rule "${choice.rule}"`;
  const found = all.find((declared) => isSame(declared, choice));
  if (found === undefined) return `there is no parameter ${name}`;
  if (earlier.some((other) => isSame(other, choice))) return `the parameter ${name} is chosen twice`;
  if (found.left === null) return `principles leave no room to the parameter ${name}`;
  return hasRoom(found.left) ? null : `the parameter ${name} has no room to be searched`;
}

const isSame = (one: ParameterChoice, other: ParameterChoice): boolean =>
  one.rule === other.rule && one.parameter === other.parameter;

const fault = (path: string, message: string): Fault => ({ path, message });
