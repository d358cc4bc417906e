import {
  type ConstitutionDraft,
  ConstitutionDraftSchema,
  type Fault,
  type Principle,
  PrincipleRuleSchema,
} from '@acgs/contracts';
import { faultsOf } from '@acgs/service';
import { checkConditions } from './condition-check.js';

const SHAPE = PrincipleRuleSchema.shape;

export interface DraftInspection {
  /** With its defaults filled in; null when the shape has faults. */
  readonly draft: ConstitutionDraft | null;
  readonly shapeFaults: readonly Fault[];
  readonly conditionFaults: readonly Fault[];
}

/** Every fault at once: a document of the wrong shape has its conditions checked all the same, as far as they are there. */
export async function inspectDraft(body: unknown): Promise<DraftInspection> {
  const parsed = ConstitutionDraftSchema.safeParse(body);
  if (parsed.success) {
    return { draft: parsed.data, shapeFaults: [], conditionFaults: await checkConditions(parsed.data) };
  }
  return {
    draft: null,
    shapeFaults: faultsOf(parsed.error.issues),
    conditionFaults: await checkConditions(conditionsAlone(body)),
  };
}

/** The conditions in their places, so that faults keep their paths; whatever is no condition is taken as `true`. */
function conditionsAlone(body: unknown): ConstitutionDraft {
  const principles = listOf(memberOf(body, 'principles')).map((principle) => ({
    id: 'unread',
    title: '',
    statement: '',
    category: '',
    severity: 'low' as const,
    rule: {
      scope: { subjects: ['*'], actions: ['*'], resources: ['*'] },
      ...conditionOf(principle),
      effect: 'forbid' as const,
      message: '',
      obligations: [],
    },
  }));
  return { title: '', preamble: '', principles };
}

/** A condition whose parameters can't be read can't be checked either. */
function conditionOf(principle: unknown): Pick<Principle['rule'], 'when' | 'params'> {
  const rule = memberOf(principle, 'rule');
  const when = SHAPE.when.safeParse(memberOf(rule, 'when'));
  const params = SHAPE.params.safeParse(memberOf(rule, 'params'));
  return when.success && params.success ? { when: when.data, params: params.data } : { when: 'true' };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
