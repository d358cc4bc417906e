import { z } from 'zod';
import { tenantField } from './access.js';
import { EvaluationRequestSchema } from './evaluation-request.js';
import { DecisionIdSchema, IdentifierSchema } from './identifiers.js';
import { OutcomeSchema } from './outcome.js';
import { pageOf, pageQueryFields } from './pagination.js';

const IMPORT_MAX = 1000;

const labelFields = {
  outcome: OutcomeSchema.meta({ description: 'What would have been right' }),
  reason: z.string().trim().min(1).max(2000),
};

export const LabelDraftSchema = z.strictObject(labelFields).meta({ id: 'LabelDraft' });
export type LabelDraft = z.infer<typeof LabelDraftSchema>;

/** Of outside evidence, such as an evaluation suite. */
export const LabelImportSchema = z
  .strictObject({
    suite: IdentifierSchema,
    labels: z
      .array(z.strictObject({ decisionId: DecisionIdSchema, ...labelFields }))
      .min(1)
      .max(IMPORT_MAX),
  })
  .superRefine(({ labels }, context) => {
    const seen = new Set<string>();
    labels.forEach(({ decisionId }, index) => {
      if (seen.has(decisionId)) {
        const message = 'is labelled by an earlier one';
        context.addIssue({ code: 'custom', path: ['labels', index, 'decisionId'], message });
      }
      seen.add(decisionId);
    });
  })
  .meta({ id: 'LabelImport' });
export type LabelImport = z.infer<typeof LabelImportSchema>;

export const ImportedLabelsSchema = z
  .strictObject({
    suite: IdentifierSchema,
    added: z.int().meta({ description: 'Without those that the caller has given before' }),
  })
  .meta({ id: 'ImportedLabels' });
export type ImportedLabels = z.infer<typeof ImportedLabelsSchema>;

const LabelSourceSchema = z.enum(['review', 'report', 'suite']).meta({
  id: 'LabelSource',
  description: 'A reviewer, who asked for the decision, or an imported suite',
});
export type LabelSource = z.infer<typeof LabelSourceSchema>;

const LabelSchema = z
  .strictObject({
    outcome: OutcomeSchema,
    reason: z.string().nullable().meta({ description: 'null once the decision was erased' }),
    source: LabelSourceSchema,
    suite: z.string().nullable(),
    labelledBy: z.string(),
    labelledAt: z.iso.datetime(),
    current: z
      .boolean()
      .meta({ description: 'The newest of who gave it, apart from reports; the earlier ones do not count' }),
  })
  .meta({ id: 'Label' });
export type Label = z.infer<typeof LabelSchema>;

const agreedField = {
  label: OutcomeSchema.nullable().meta({
    description:
      'What all current labels say, and those of reports only where there is no other; null when they contradict each ' +
      'other, or there are none',
  }),
};

export const DecisionLabelsSchema = z
  .strictObject({
    decisionId: DecisionIdSchema,
    ...agreedField,
    contested: z.boolean().meta({ description: 'The current labels that count contradict each other' }),
    labels: z.array(LabelSchema).meta({ description: 'All that were ever given, oldest first' }),
  })
  .meta({ id: 'DecisionLabels' });
export type DecisionLabels = z.infer<typeof DecisionLabelsSchema>;

const LabelledDecisionSchema = z
  .strictObject({
    decisionId: DecisionIdSchema,
    decidedAt: z.iso.datetime(),
    request: EvaluationRequestSchema,
    outcome: OutcomeSchema,
    approved: z.boolean().meta({ description: 'It was made with an approval' }),
    erased: z.boolean().meta({ description: 'Fields of the request were erased' }),
    ...agreedField,
    labels: z.array(LabelSchema).meta({ description: 'The current ones' }),
  })
  .meta({ id: 'LabelledDecision' });
export type LabelledDecision = z.infer<typeof LabelledDecisionSchema>;

export const LabelledDecisionPageSchema = pageOf(LabelledDecisionSchema).meta({
  id: 'LabelledDecisionPage',
});
export type LabelledDecisionPage = z.infer<typeof LabelledDecisionPageSchema>;

export const LabelledDecisionQuerySchema = z.strictObject({
  ...pageQueryFields,
  ...tenantField,
  cursor: DecisionIdSchema.optional().meta({ description: '`nextCursor` of the page before' }),
  from: z.iso.datetime({ offset: true }).optional().meta({ description: 'Decided at or after' }),
  to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Decided before' }),
  reports: z
    .enum(['include', 'exclude'])
    .default('exclude')
    .meta({ description: 'Whether decisions are listed of which only who has asked for them has spoken' }),
});
export type LabelledDecisionQuery = z.infer<typeof LabelledDecisionQuerySchema>;
