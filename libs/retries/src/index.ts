export { isRepeatable, isTemporary, jitteredPause, retryAfterMilliseconds } from './core/repeatable.js';
export { RetryBudget } from './core/retry-budget.js';
