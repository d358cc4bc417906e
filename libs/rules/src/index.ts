export { checkConstitution, checkPolicy } from './core/check-rules.js';
export { compileRuleSetInSlices } from './core/compile-in-slices.js';
export { ENGINE_VERSION } from './core/engine-version.js';
export { type Evaluation, staleEvaluation } from './core/evaluation.js';
export { boundariesFor, type ParameterBoundary } from './core/parameter-bounds.js';
export { policyTestFaults, policyTestFaultsInSlices } from './core/policy-tests.js';
export { RepeatedRule } from './core/repeated-rule.js';
export { compileRuleSet, type RuleSet, type RuleSetSource } from './core/rule-set.js';
