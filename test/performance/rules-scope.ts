import type { EvaluationRequest } from '@acgs/contracts';
import type { RuleSet } from '@acgs/rules';
import { NotMeasurableError } from './measurement.js';

/** Above what the first condition of the workload allows. */
const TOO_MUCH = 1_000_000;

/** How many principles forbid a request. */
const forbids = (rules: RuleSet, request: EvaluationRequest): number =>
  rules.evaluate(request).reasons.filter(({ effect }) => effect === 'forbid').length;

/**
 * An index that finds nothing, and conditions that nobody reads, would be fast and allow all that the workload asks. So as many
 * principles are to be in scope as is said, told by rules of the same scopes whose conditions always hold; and those that are
 * timed are to forbid what their condition says.
 *
 * @throws NotMeasurableError
 */
export function checkScope(
  name: string,
  { timed, always }: { readonly timed: RuleSet; readonly always: RuleSet },
  requests: readonly EvaluationRequest[],
  [least, most]: readonly [least: number, most: number],
): void {
  for (const request of requests) {
    const inScope = forbids(always, request);
    if (inScope < least || inScope > most)
      throw new NotMeasurableError(
        `${name}: ${String(inScope)} principles are in scope, not ${String(least)} to ${String(most)}.`,
      );
    const { action } = request;
    const properties = { ...action.properties, amount: TOO_MUCH };
    if (forbids(timed, { ...request, action: { ...action, properties } }) === 0)
      throw new NotMeasurableError(`${name}: no principle forbids what one of them has to.`);
  }
}
