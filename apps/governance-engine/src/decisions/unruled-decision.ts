/**
 * Condition on a row of `governance_engine.decisions`: denied without a look at the rules, because it was frozen or they could not be
 * confirmed. It is no evidence of what rules do.
 */
export const IS_UNRULED = `(outcome = 'deny' AND decision->'reasons'->0->>'code' IN ('frozen', 'rules-stale'))`;
