import type { PolicyDraft, RuleParameter } from '@acgs/contracts';
import type { Genome, ParameterChoice } from '@acgs/evolution';
import type { TunedPolicy } from '../runs/tuned-policy.js';

/** What a candidate sets a parameter to. Outlives the genome, which is of one version of the policy. */
export interface ParameterSetting extends ParameterChoice {
  readonly value: RuleParameter['default'];
}

/** What those parameters are set to in a policy. */
export const settingsIn = (policy: PolicyDraft, parameters: readonly ParameterChoice[]): ParameterSetting[] =>
  parameters.flatMap(({ rule, parameter }) => {
    const value = policy.rules.find(({ id }) => id === rule)?.params?.[parameter]?.default;
    return value === undefined ? [] : [{ rule, parameter, value }];
  });

/** As near to the settings as the policy lets them be. */
export const genomeWith = (
  { document, space }: Pick<TunedPolicy, 'document' | 'space'>,
  settings: readonly ParameterSetting[],
): Genome => space.rounded(space.genomeOf(withSettings(document, settings)));

/** What is scored, and what is proposed: with the bounds of the principles, where these are narrower than the policy's own. */
export const documentWith = (
  tuned: Pick<TunedPolicy, 'document' | 'space'>,
  settings: readonly ParameterSetting[],
): PolicyDraft => tuned.space.apply(tuned.document, genomeWith(tuned, settings));

/** Whether the policy allows them or not; one of another type than the parameter's is passed over. */
const withSettings = (policy: PolicyDraft, settings: readonly ParameterSetting[]): PolicyDraft => ({
  ...policy,
  rules: policy.rules.map((rule) => {
    if (rule.params === undefined) return rule;
    const params = Object.entries(rule.params).map(([name, declared]) => {
      const value = settings.find(({ rule: id, parameter }) => id === rule.id && parameter === name)?.value;
      return [name, withDefault(declared, value)];
    });
    return { ...rule, params: Object.fromEntries(params) as typeof rule.params };
  }),
});

const withDefault = (declared: RuleParameter, value: RuleParameter['default'] | undefined): RuleParameter =>
  typeof value === typeof declared.default ? ({ ...declared, default: value } as RuleParameter) : declared;
