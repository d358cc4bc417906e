import { z } from 'zod';
import { RecordedDecisionSchema } from './decision.js';
import { DecisionIdSchema } from './identifiers.js';
import { filterText, pageOf, pageQueryFields } from './pagination.js';

const NOTE_MAX = 1000;

const ApprovalStatusSchema = z.enum(['pending', 'approved', 'refused', 'withdrawn', 'expired', 'used']).meta({
  id: 'ApprovalStatus',
  description:
    'pending: nobody has answered. approved: may be used once. refused, withdrawn: final. expired: not answered in ' +
    'time, or not used in time. used: a decision was made with it.',
});
export type ApprovalStatus = z.infer<typeof ApprovalStatusSchema>;

const ApprovalAnswerSchema = z.enum(['approve', 'refuse']).meta({ id: 'ApprovalAnswer' });
export type ApprovalAnswer = z.infer<typeof ApprovalAnswerSchema>;

const GivenAnswerSchema = z
  .strictObject({
    answer: ApprovalAnswerSchema,
    answeredBy: z.string().meta({ description: '`sub` of the access token' }),
    answeredAt: z.iso.datetime(),
    expiresAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When an approval can be used no longer; null for a refusal' }),
    note: z.string().nullable().meta({ description: 'Not in the log; gone when the decision is erased' }),
    withdrawnAt: z.iso.datetime().nullable(),
    withdrawnBy: z.string().nullable(),
  })
  .meta({ id: 'GivenApprovalAnswer' });

/** An escalated decision and what a person has answered. */
export const ApprovalSchema = z
  .strictObject({
    decisionId: DecisionIdSchema.meta({ description: 'The escalated decision: an approval has no other id' }),
    status: ApprovalStatusSchema,
    decision: RecordedDecisionSchema.meta({
      description: 'What was asked, by whom, and why it was escalated',
    }),
    pendingUntil: z.iso.datetime().meta({ description: 'Until when it can be answered' }),
    given: GivenAnswerSchema.nullable().meta({ description: 'Null while nobody has answered' }),
    usedBy: DecisionIdSchema.nullable().meta({ description: 'The decision that was made with it' }),
  })
  .meta({ id: 'Approval' });
export type Approval = z.infer<typeof ApprovalSchema>;

export const ApprovalPageSchema = pageOf(ApprovalSchema).meta({ id: 'ApprovalPage' });
export type ApprovalPage = z.infer<typeof ApprovalPageSchema>;

export const ApprovalPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: DecisionIdSchema.optional().meta({ description: '`nextCursor` of the page before' }),
  status: ApprovalStatusSchema.optional(),
});
export type ApprovalPageQuery = z.infer<typeof ApprovalPageQuerySchema>;

export const ApprovalQuerySchema = z.strictObject({
  wait: z
    .string()
    .regex(/^(?:30|[12]?[0-9])$/, 'must be 0 to 30')
    .default('0')
    .transform(Number)
    .meta({ description: 'Seconds to wait for an answer while it is pending' }),
});
export type ApprovalQuery = z.infer<typeof ApprovalQuerySchema>;

export const ApprovalAnswerRequestSchema = z
  .strictObject({
    answer: ApprovalAnswerSchema,
    note: filterText(NOTE_MAX).optional().meta({ description: 'Why, for those who read approvals' }),
  })
  .meta({ id: 'ApprovalAnswerRequest' });
export type ApprovalAnswerRequest = z.infer<typeof ApprovalAnswerRequestSchema>;

/** The header `Approval` of a request that was escalated before: the id of that decision. */
export const ApprovalHeaderSchema = DecisionIdSchema;

/** The body of a leaf `approval:<decisionId>`, or `approval:<decisionId>:withdrawn`. */
export const ApprovalEntryBodySchema = z.union([
  z.strictObject({
    decisionId: DecisionIdSchema,
    requestedBy: z.string(),
    answer: ApprovalAnswerSchema,
    answeredBy: z.string(),
    answeredAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
  }),
  z.strictObject({ decisionId: DecisionIdSchema, withdrawnBy: z.string(), withdrawnAt: z.iso.datetime() }),
]);
export type ApprovalEntryBody = z.infer<typeof ApprovalEntryBodySchema>;
