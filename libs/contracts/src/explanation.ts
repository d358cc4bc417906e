import { z } from 'zod';
import { RuleReferenceSchema } from './reason.js';
import { EffectSchema } from './rule.js';

const ConditionExplanationSchema = z
  .strictObject({
    rule: RuleReferenceSchema,
    effect: EffectSchema,
    condition: z.string(),
    result: z.enum(['matched', 'not-matched', 'error']),
    error: z.string().nullable(),
    values: z
      .array(z.strictObject({ path: z.string(), value: z.unknown() }))
      .meta({ description: 'What the condition read, by path' }),
    firstFailing: z.strictObject({ text: z.string(), line: z.int(), column: z.int() }).nullable().meta({
      description: 'The first operand of its conjunction that did not hold; lines and columns count from 1',
    }),
  })
  .meta({ id: 'ConditionExplanation' });
export type ConditionExplanation = z.infer<typeof ConditionExplanationSchema>;

const FreezeReferenceSchema = z
  .strictObject({
    freezeId: z.string(),
    covers: z.enum(['subject', 'action', 'everything']),
    reason: z.string(),
    placedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'FreezeReference' });

export const ExplanationSchema = z
  .strictObject({
    rules: z.array(ConditionExplanationSchema).meta({ description: 'Every rule that gave a reason' }),
    nearestPermits: z.array(ConditionExplanationSchema).meta({
      description: 'Permits in scope that did not match, those with the most holding operands first',
    }),
    freeze: FreezeReferenceSchema.optional().meta({
      description: 'What denied before any rule was asked; `rules` and `nearestPermits` are empty then',
    }),
  })
  .meta({ id: 'Explanation' });
export type Explanation = z.infer<typeof ExplanationSchema>;
