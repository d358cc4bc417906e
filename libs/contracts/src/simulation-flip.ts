import { z } from 'zod';
import { DecisionIdSchema } from './identifiers.js';
import { OutcomeSchema } from './outcome.js';
import { filterText, pageOf, pageQueryFields } from './pagination.js';
import { ReasonSchema } from './reason.js';

const CaseNumberSchema = z
  .string()
  .regex(/^[1-9][0-9]{0,15}$/, 'must be a whole number from 1')
  .transform(Number);

const FlipReasonSchema = z
  .strictObject({
    rule: z.string().nullable().meta({ description: 'Principle id, or `policy/rule`' }),
    ...ReasonSchema.pick({ code: true, effect: true, message: true, error: true }).shape,
  })
  .meta({ id: 'FlipReason' });
export type FlipReason = z.infer<typeof FlipReasonSchema>;

const FlipSideSchema = z
  .strictObject({ outcome: OutcomeSchema, reasons: z.array(FlipReasonSchema) })
  .meta({ id: 'FlipSide', description: 'Reasons are none where the outcome was uploaded' });
export type FlipSide = z.infer<typeof FlipSideSchema>;

const FlipChangeSchema = z.enum(['better', 'worse', 'neither', 'unlabelled']).meta({
  id: 'FlipChange',
  description:
    'better: the candidate does what the label says. worse: the recorded outcome did. neither: neither does.',
});
export type FlipChange = z.infer<typeof FlipChangeSchema>;

const SimulationFlipSchema = z
  .strictObject({
    number: z.int().meta({ description: 'Of the case, in the order of the evidence, from 1' }),
    decisionId: DecisionIdSchema.nullable().meta({ description: 'Null where the case was uploaded' }),
    subject: z.string().meta({ description: 'Subject id' }),
    action: z.string(),
    resource: z.string().meta({ description: 'Resource id' }),
    recorded: FlipSideSchema,
    candidate: FlipSideSchema,
    rules: z
      .array(z.string())
      .meta({ description: 'That speak on one side alone, or otherwise than before' }),
    label: OutcomeSchema.nullable(),
    change: FlipChangeSchema,
  })
  .meta({ id: 'SimulationFlip' });
export type SimulationFlip = z.infer<typeof SimulationFlipSchema>;

export const SimulationFlipPageSchema = pageOf(SimulationFlipSchema).meta({ id: 'SimulationFlipPage' });
export type SimulationFlipPage = z.infer<typeof SimulationFlipPageSchema>;

export const SimulationFlipQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: CaseNumberSchema.optional().meta({ description: '`nextCursor` of the page before' }),
  subject: filterText(1024).optional().meta({ description: 'Subject id' }),
  action: filterText(256).optional(),
  rule: filterText(130).optional().meta({ description: 'Principle id, or `policy/rule`' }),
  change: FlipChangeSchema.optional(),
});
export type SimulationFlipQuery = z.infer<typeof SimulationFlipQuerySchema>;

const FlipsBySchema = z.enum(['subject', 'action', 'rule']).meta({ id: 'FlipsBy' });
export type FlipsBy = z.infer<typeof FlipsBySchema>;

const FlipCountSchema = z
  .strictObject({ name: z.string(), flips: z.int(), better: z.int(), worse: z.int() })
  .meta({ id: 'FlipCount' });
export type FlipCount = z.infer<typeof FlipCountSchema>;

export const FlipBreakdownSchema = z
  .strictObject({ by: FlipsBySchema, items: z.array(FlipCountSchema) })
  .meta({ id: 'FlipBreakdown', description: 'Those with the most flips first, 50 at most' });
export type FlipBreakdown = z.infer<typeof FlipBreakdownSchema>;

export const FlipBreakdownQuerySchema = z.strictObject({ by: FlipsBySchema });
export type FlipBreakdownQuery = z.infer<typeof FlipBreakdownQuerySchema>;
