import { digestOf } from '@acgs/contracts';
import { compileRuleSet } from '@acgs/rules';
import { type Decider, type RuleDocuments, type RulesTarget } from './decider.js';

/** Decides with the engine's own evaluator in this process: no service, no record. */
export class InProcessRules implements RulesTarget {
  constructor(private readonly constitutionalHash: string) {}

  load(rules: RuleDocuments): Promise<Decider> {
    const ruleSet = compileRuleSet({
      constitution: versioned(rules.constitution),
      policies: rules.policies.map(versioned),
      constitutionalHash: this.constitutionalHash,
    });
    return Promise.resolve({ decide: (request) => Promise.resolve(ruleSet.evaluate(request)) });
  }
}

function versioned<Document>(document: Document): { version: number; digest: string; document: Document } {
  return { version: 1, digest: digestOf(document), document };
}
