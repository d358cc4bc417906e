import { z } from 'zod';
import { EvaluationRequestSchema } from './evaluation-request.js';
import { ExplanationSchema } from './explanation.js';
import { DecisionIdSchema, DigestSchema } from './identifiers.js';
import { ReceiptSchema } from './log.js';
import { OutcomeSchema } from './outcome.js';
import { filterText, pageOf, pageQueryFields } from './pagination.js';
import { ReasonSchema } from './reason.js';
import { ObligationSchema } from './rule.js';

/** What the outcome depended on, beside the request and an approval: the same of them give the same outcome for ever. */
export const PinsSchema = z
  .strictObject({
    constitutionalHash: z.string(),
    constitutionVersion: z.int().nullable(),
    constitutionDigest: DigestSchema.nullable(),
    policySetDigest: DigestSchema.nullable(),
    engineVersion: z.string(),
  })
  .meta({ id: 'Pins', description: 'Null where no constitution or no policy was in force' });
export type Pins = z.infer<typeof PinsSchema>;

const DecisionApprovalSchema = z
  .strictObject({
    decisionId: DecisionIdSchema.meta({ description: 'The escalated decision that was approved' }),
    approvedBy: z.string().meta({ description: 'Who answered: `sub` of the access token' }),
    approvedAt: z.iso.datetime(),
  })
  .meta({ id: 'DecisionApproval' });
export type DecisionApproval = z.infer<typeof DecisionApprovalSchema>;

export const DecisionSchema = z
  .strictObject({
    decisionId: DecisionIdSchema,
    outcome: OutcomeSchema,
    reasons: z.array(ReasonSchema),
    obligations: z.array(ObligationSchema),
    pins: PinsSchema,
    decidedAt: z.iso.datetime(),
    approval: DecisionApprovalSchema.optional().meta({
      description: 'The approval that was used up: with it, what would escalate does not stop',
    }),
    explanation: ExplanationSchema.optional().meta({ description: 'With `?explain=full` alone' }),
    receipt: ReceiptSchema.optional().meta({ description: 'With `Prefer: wait` alone' }),
  })
  .meta({ id: 'Decision' });
export type Decision = z.infer<typeof DecisionSchema>;

/** A decision as recorded, with what was asked and by whom. */
export const RecordedDecisionSchema = z
  .strictObject({
    ...DecisionSchema.omit({ explanation: true, receipt: true }).shape,
    request: EvaluationRequestSchema,
    requestedBy: z.string().meta({ description: 'The caller: `sub` of the access token' }),
    tenant: z.string(),
  })
  .meta({ id: 'RecordedDecision' });
export type RecordedDecision = z.infer<typeof RecordedDecisionSchema>;

export const DecisionPageSchema = pageOf(RecordedDecisionSchema).meta({ id: 'DecisionPage' });
export type DecisionPage = z.infer<typeof DecisionPageSchema>;

export const DecisionQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: DecisionIdSchema.optional().meta({ description: '`nextCursor` of the page before' }),
  from: z.iso.datetime({ offset: true }).optional().meta({ description: 'Decided at or after' }),
  to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Decided before' }),
  subject: filterText(1024).optional().meta({ description: 'Subject id' }),
  action: filterText(256).optional(),
  resource: filterText(1024).optional().meta({ description: 'Resource id' }),
  outcome: OutcomeSchema.optional(),
  rule: filterText(130).optional().meta({ description: 'Principle id, or `policy/rule`' }),
});
export type DecisionQuery = z.infer<typeof DecisionQuerySchema>;

export const DecisionParametersSchema = z.strictObject({ decisionId: DecisionIdSchema });
export type DecisionParameters = z.infer<typeof DecisionParametersSchema>;

export const IdempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
  .optional();

export const ExplainQuerySchema = z.strictObject({ explain: z.enum(['full', 'none']).default('none') });
export type ExplainQuery = z.infer<typeof ExplainQuerySchema>;

const BATCH_MAX = 1000;

export const DecisionBatchRequestSchema = z
  .strictObject({ requests: z.array(EvaluationRequestSchema).min(1).max(BATCH_MAX) })
  .meta({ id: 'DecisionBatchRequest' });
export type DecisionBatchRequest = z.infer<typeof DecisionBatchRequestSchema>;

export const DecisionBatchSchema = z
  .strictObject({
    decisions: z.array(DecisionSchema).meta({ description: 'One for each request, in its order' }),
  })
  .meta({ id: 'DecisionBatch' });
export type DecisionBatch = z.infer<typeof DecisionBatchSchema>;
