import { type PolicyDraft, type RuleParameter } from '@acgs/contracts';
import { type Genome, type Parameter, valueOf } from '../core/parameter.js';
import { geneOf, rounded, searchedAs, withGene } from './gene.js';

export interface ParameterChoice {
  readonly rule: string;
  readonly parameter: string;
}

/** One parameter that a search varies. */
export interface TunedParameter extends ParameterChoice {
  /** With no more room than principles leave, and today's value or the nearest that is inside. */
  readonly declared: RuleParameter;
}

export interface ParameterChange extends ParameterChoice {
  readonly from: RuleParameter['default'];
  readonly to: RuleParameter['default'];
}

/** What a search may set in a policy. Genomes have a value for each parameter, in their order; of a choice the place. */
export class TuningSpace {
  readonly parameters: readonly Parameter[];
  private readonly today: Genome;

  constructor(readonly tuned: readonly TunedParameter[]) {
    this.parameters = tuned.map(({ declared }) => searchedAs(declared));
    this.today = tuned.map(({ declared }) => geneOf(declared));
  }

  /** The rules that have any of the parameters, by id. */
  get rules(): ReadonlySet<string> {
    return new Set(this.tuned.map(({ rule }) => rule));
  }

  /** The values that the policy has; where it lacks a parameter, or has it out of bounds, the nearest that may be. */
  genomeOf(policy: PolicyDraft): Genome {
    return this.tuned.map((tuned, at) => {
      const gene = geneOf(declaredIn(policy, tuned) ?? tuned.declared);
      return kept(gene, searchedAs(tuned.declared), valueOf(this.today, at));
    });
  }

  /** As a candidate has them: numbers that a person would write, and today's as they are. Equal ones are one candidate. */
  rounded(genome: Genome): Genome {
    return this.parameters.map((parameter, at) => {
      const gene = valueOf(genome, at);
      return gene === valueOf(this.today, at) ? valueOf(this.today, at) : rounded(gene, parameter);
    });
  }

  /** The policy with the values of a candidate, and with the bounds within which they were sought. */
  apply(policy: PolicyDraft, genome: Genome): PolicyDraft {
    const genes = this.rounded(genome);
    const rules = policy.rules.map((rule) => {
      if (rule.params === undefined) return rule;
      const params = { ...rule.params };
      this.tuned.forEach(({ rule: id, parameter, declared }, at) => {
        if (id === rule.id && Object.hasOwn(params, parameter)) {
          params[parameter] = withGene(declared, valueOf(genes, at));
        }
      });
      return { ...rule, params };
    });
    return { ...policy, rules };
  }

  /** Where a candidate differs from a policy. */
  changes(policy: PolicyDraft, genome: Genome): ParameterChange[] {
    const candidate = this.apply(policy, genome);
    return this.tuned.flatMap((tuned) => {
      const [from, to] = [declaredIn(policy, tuned), declaredIn(candidate, tuned)];
      if (from === undefined || to === undefined || from.default === to.default) return [];
      return [{ rule: tuned.rule, parameter: tuned.parameter, from: from.default, to: to.default }];
    });
  }

  /** How far from today: the mean over the parameters of the change as a share of the room; of a choice 0 or 1. */
  distance(genome: Genome): number {
    const genes = this.rounded(genome);
    const shares = this.parameters.map((parameter, at) => {
      const change = Math.abs(valueOf(genes, at) - valueOf(this.today, at));
      return parameter.kind === 'choice' ? Math.sign(change) : change / (parameter.max - parameter.min);
    });
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  }
}

function declaredIn(policy: PolicyDraft, { rule, parameter }: ParameterChoice): RuleParameter | undefined {
  const params = policy.rules.find(({ id }) => id === rule)?.params;
  return params !== undefined && Object.hasOwn(params, parameter) ? params[parameter] : undefined;
}

function kept(gene: number, parameter: Parameter, instead: number): number {
  if (parameter.kind === 'choice') return gene >= 0 && gene < parameter.count ? gene : instead;
  return Math.min(parameter.max, Math.max(parameter.min, gene)) + 0;
}
