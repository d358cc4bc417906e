import { z } from 'zod';
import { EvaluationRequestSchema } from './evaluation-request.js';
import {
  DigestSchema,
  IdentifierSchema,
  VersionNumberSchema,
  VersionParameterSchema,
} from './identifiers.js';
import { OutcomeSchema } from './outcome.js';
import { filterText, pageOf, pageQueryFields, SearchTextSchema } from './pagination.js';
import { EffectSchema, ruleFields } from './rule.js';

const PolicyRuleSchema = z
  .strictObject({
    id: IdentifierSchema,
    title: z.string().min(1).max(200),
    ...ruleFields,
    effect: EffectSchema,
  })
  .meta({ id: 'PolicyRule' });
export type PolicyRule = z.infer<typeof PolicyRuleSchema>;

const PolicyTestSchema = z
  .strictObject({
    name: z.string().min(1).max(200),
    request: EvaluationRequestSchema,
    outcome: OutcomeSchema,
  })
  .meta({
    id: 'PolicyTest',
    description: 'What the policy alone, under the constitution in force, has to make of a request',
  });

/** One team's rule set. Rule ids are unique inside one policy. */
export const PolicyDraftSchema = z
  .strictObject({
    id: IdentifierSchema,
    title: z.string().min(1).max(200),
    owner: z.string().min(1).max(128).meta({ description: 'The team that answers for it' }),
    description: z.string().max(4000).default(''),
    rules: z.array(PolicyRuleSchema).min(1).max(10_000),
    tests: z
      .array(PolicyTestSchema)
      .max(200)
      .optional()
      .meta({ description: 'A version that fails one of them is refused' }),
  })
  .superRefine((draft, context) => {
    const seen = new Set<string>();
    draft.rules.forEach((rule, index) => {
      if (seen.has(rule.id)) {
        const message = `the id "${rule.id}" is used by an earlier rule`;
        context.addIssue({ code: 'custom', path: ['rules', index, 'id'], message });
      }
      seen.add(rule.id);
    });
  })
  .meta({ id: 'PolicyDraft' });
export type PolicyDraft = z.infer<typeof PolicyDraftSchema>;

const PolicyStatusSchema = z
  .enum(['draft', 'in-review', 'rejected', 'active', 'retired'])
  .meta({ id: 'PolicyStatus', description: '`retired` was in force, and is no more' });
export type PolicyStatus = z.infer<typeof PolicyStatusSchema>;

/** Who acts, as tokens name him. */
export const SubjectSchema = z.string().min(1).max(1024);

export const PolicyOriginSchema = z
  .strictObject({
    runId: z.uuid(),
    candidateId: z.string().min(1).max(128),
    promotedBy: SubjectSchema,
  })
  .meta({ id: 'PolicyOrigin', description: 'The candidate of an evolution run that the version was' });
export type PolicyOrigin = z.infer<typeof PolicyOriginSchema>;

const PolicyReviewSchema = z
  .strictObject({
    submittedBy: z.string(),
    submittedAt: z.iso.datetime(),
    rejectedBy: z.string().nullable(),
    rejectedAt: z.iso.datetime().nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was rejected' }),
  })
  .meta({ id: 'PolicyReview' });
export type PolicyReview = z.infer<typeof PolicyReviewSchema>;

const PolicySummarySchema = z
  .strictObject({
    id: IdentifierSchema,
    version: VersionNumberSchema,
    digest: DigestSchema,
    title: z.string(),
    owner: z.string(),
    ruleCount: z.int(),
    active: z.boolean(),
    createdAt: z.iso.datetime(),
    createdBy: z.string().meta({ description: 'Its author, who does not put it in force' }),
    status: PolicyStatusSchema,
    review: PolicyReviewSchema.nullable().meta({ description: 'null for one that was never submitted' }),
    origin: PolicyOriginSchema.nullable().meta({ description: 'null for one that somebody has written' }),
    constitutionalHash: z.string(),
  })
  .meta({ id: 'PolicySummary' });
export type PolicySummary = z.infer<typeof PolicySummarySchema>;

/** An immutable version; which one is active can change. */
export const PolicyVersionSchema = z
  .strictObject({ ...PolicySummarySchema.shape, document: PolicyDraftSchema })
  .meta({ id: 'PolicyVersion' });
export type PolicyVersion = z.infer<typeof PolicyVersionSchema>;

export const PolicyPageSchema = pageOf(PolicySummarySchema).meta({ id: 'PolicyPage' });
export type PolicyPage = z.infer<typeof PolicyPageSchema>;

/** Filters look at the newest version of a policy, and at nothing but that. */
export const PolicyPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  q: SearchTextSchema,
  owner: filterText(128).min(1).optional().meta({ description: 'The team that answers for it' }),
  rule: filterText(64).min(1).optional().meta({ description: 'Id of a rule in it' }),
  active: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: 'Whether one of its versions is in force' }),
});
export type PolicyPageQuery = z.infer<typeof PolicyPageQuerySchema>;

export const PolicyParametersSchema = z.strictObject({ id: IdentifierSchema });
export type PolicyParameters = z.infer<typeof PolicyParametersSchema>;

export const PolicyVersionParametersSchema = z.strictObject({
  id: IdentifierSchema,
  version: VersionParameterSchema,
});
export type PolicyVersionParameters = z.infer<typeof PolicyVersionParametersSchema>;

export const PolicyCreateQuerySchema = z.strictObject({
  activate: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description: 'Puts the version in force at once' }),
});
export type PolicyCreateQuery = z.infer<typeof PolicyCreateQuerySchema>;
