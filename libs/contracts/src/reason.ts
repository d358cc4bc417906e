import { z } from 'zod';
import { IdentifierSchema, VersionNumberSchema } from './identifiers.js';
import { EffectSchema } from './rule.js';

/** `version` is the constitution's for a principle and the policy's for a policy rule. */
export const RuleReferenceSchema = z
  .strictObject({
    source: z.enum(['principle', 'policy']),
    policyId: IdentifierSchema.nullable(),
    id: IdentifierSchema,
    title: z.string(),
    version: VersionNumberSchema,
  })
  .meta({ id: 'RuleReference' });
export type RuleReference = z.infer<typeof RuleReferenceSchema>;

const ReasonCodeSchema = z
  .enum(['matched', 'error', 'no-permit', 'no-constitution', 'no-policies', 'rules-stale', 'frozen'])
  .meta({
    id: 'ReasonCode',
    description:
      'matched: the condition held. error: it could not be evaluated; a forbid or escalate then counts as matched, a ' +
      'permit as not matched. The others name why nothing could permit and have no rule.',
  });
export type ReasonCode = z.infer<typeof ReasonCodeSchema>;

/** Every member but `freezeId` is always there; null where it has no meaning. */
export const ReasonSchema = z
  .strictObject({
    code: ReasonCodeSchema,
    rule: RuleReferenceSchema.nullable(),
    effect: EffectSchema.nullable(),
    message: z.string(),
    condition: z.string().nullable().meta({ description: 'The text of the condition' }),
    error: z.string().nullable().meta({ description: 'Why the condition could not be evaluated' }),
    freezeId: z.string().optional().meta({ description: 'The freeze, with `frozen` alone' }),
  })
  .meta({ id: 'Reason' });
export type Reason = z.infer<typeof ReasonSchema>;
