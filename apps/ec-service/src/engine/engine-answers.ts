import { EvaluationRequestSchema, OutcomeSchema, VersionNumberSchema } from '@acgs/contracts';
import { z } from 'zod';

/** As much of the engine's answers as is used here; what else there is may change. */
export const LabelledDecisionPageSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      decisionId: z.string(),
      decidedAt: z.string(),
      /** What is left of an erased one need not be a request. */
      request: EvaluationRequestSchema.nullable().catch(null),
      outcome: OutcomeSchema,
      approved: z.boolean(),
      erased: z.boolean(),
      label: OutcomeSchema.nullable(),
      labels: z.array(z.unknown()),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type LabelledDecision = z.infer<typeof LabelledDecisionPageSchema>['items'][number];

const count = z.int().min(0);

export const LiveOutcomesSchema = z.looseObject({
  actions: z.array(
    z.object({ action: z.string(), allow: count, deny: count, escalate: count, harmful: count }),
  ),
});

export const ProposedVersionSchema = z.looseObject({ version: VersionNumberSchema });
