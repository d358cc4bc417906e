import { z } from 'zod';
import { GlobSchema } from './glob.js';
import { RuleParametersSchema } from './rule-parameter.js';

/** As `z.json()`, but with a name in the OpenAPI document. */
export const JsonValueSchema: z.ZodType<z.core.util.JSONType> = z
  .lazy(() =>
    z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(JsonValueSchema),
      z.record(z.string(), JsonValueSchema),
    ]),
  )
  .meta({ id: 'JsonValue', description: 'Any JSON value' });

const globs = z.array(GlobSchema).min(1).max(100).default(['*']);

const ScopeSchema = z
  .strictObject({
    subjects: globs.meta({ description: 'Subject types' }),
    actions: globs.meta({ description: 'Action names' }),
    resources: globs.meta({ description: 'Resource types' }),
  })
  .meta({ id: 'Scope', description: 'Where a rule applies; what is left out is `*`' });
export type Scope = z.infer<typeof ScopeSchema>;

export const EffectSchema = z.enum(['forbid', 'escalate', 'warn', 'permit']).meta({ id: 'Effect' });
export type Effect = z.infer<typeof EffectSchema>;

export const PrincipleEffectSchema = EffectSchema.exclude(['permit']).meta({ id: 'PrincipleEffect' });

export const ObligationSchema = z
  .strictObject({
    id: z.string().min(1).max(128),
    properties: z.record(z.string().max(128), JsonValueSchema).default({}),
  })
  .meta({ id: 'Obligation', description: 'What the caller must do when it carries out the decision' });
export type Obligation = z.infer<typeof ObligationSchema>;

const CONDITION_MAX_LENGTH = 4096;

/** What a principle's rule and a policy's rule have in common, apart from the effects that are open to them. */
export const ruleFields = {
  scope: ScopeSchema.default({ subjects: ['*'], actions: ['*'], resources: ['*'] }),
  when: z
    .string()
    .min(1)
    .max(CONDITION_MAX_LENGTH)
    .default('true')
    .meta({
      description: 'CEL over `subject`, `action`, `resource`, `context`, and what `params` declares',
      examples: ['action.properties.amount > 100.0'],
    }),
  params: RuleParametersSchema.optional().meta({
    description: 'What the condition reads as `params.<name>`',
    examples: [{ limit: { type: 'double', min: 0, max: 10000, default: 500 } }],
  }),
  message: z.string().min(1).max(1000),
  obligations: z.array(ObligationSchema).max(16).default([]),
};
