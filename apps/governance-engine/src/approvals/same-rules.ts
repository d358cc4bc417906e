import type { Pins } from '@acgs/contracts';

/** Whether these are the rules, to the letter, and the engine that reads them, which an approval was given under. */
export const areSameRules = (a: Pins, b: Pins): boolean =>
  a.constitutionalHash === b.constitutionalHash &&
  a.constitutionDigest === b.constitutionDigest &&
  a.policySetDigest === b.policySetDigest &&
  a.engineVersion === b.engineVersion;
