import { z } from 'zod';
import { PinsSchema } from './decision.js';
import { IdentifierSchema, VersionNumberSchema } from './identifiers.js';
import { filterText, pageOf, pageQueryFields } from './pagination.js';

export const EvolutionRunIdSchema = z
  .uuid()
  .transform((id) => id.toLowerCase())
  .meta({ type: 'string', format: 'uuid' });

const EvolutionObjectiveSchema = z.enum(['harm', 'stopped', 'asked', 'distance']).meta({
  id: 'EvolutionObjective',
  description:
    'What is made small: harm that is let through, work that is stopped, people who are asked, the distance from the ' +
    'settings of today. Shares from 0 to 1',
});

export const ParameterChoiceSchema = z
  .strictObject({ rule: IdentifierSchema, parameter: z.string().min(1).max(64) })
  .meta({ id: 'EvolutionParameter' });

const HELD_OUT_SHARE = 0.3;

export const EvolutionRunDraftSchema = z
  .strictObject({
    policy: IdentifierSchema.meta({ description: 'The policy whose active version is to be tuned' }),
    parameters: z
      .array(ParameterChoiceSchema)
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'All that have room, unless told' }),
    evidence: z
      .strictObject({
        from: z.iso.datetime(),
        to: z.iso.datetime(),
        heldOutShare: z
          .number()
          .min(0.05)
          .max(0.95)
          .default(HELD_OUT_SHARE)
          .meta({ description: 'The newest so many are not searched with: candidates are judged by them' }),
      })
      .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
        path: ['to'],
        message: 'must be after from',
      })
      .meta({ description: 'Labelled decisions of that time, its end not among them' }),
    objectives: z
      .array(EvolutionObjectiveSchema)
      .min(2)
      .max(4)
      .refine((names) => new Set(names).size === names.length, 'must not have one twice')
      .default(['harm', 'stopped', 'asked', 'distance']),
    budget: z
      .strictObject({
        population: z.int().min(4).max(1000).multipleOf(2).default(100),
        generations: z.int().min(1).max(1000).default(50),
      })
      .prefault({}),
    seed: z.int().min(0).max(4_294_967_295).default(1),
  })
  .meta({ id: 'EvolutionRunDraft' });
export type EvolutionRunDraft = z.infer<typeof EvolutionRunDraftSchema>;

export const EvolutionRunStatusSchema = z
  .enum(['running', 'paused', 'completed', 'replaying', 'cancelled', 'failed'])
  .meta({ id: 'EvolutionRunStatus' });
export type EvolutionRunStatus = z.infer<typeof EvolutionRunStatusSchema>;

export const EvolutionRunSchema = z
  .strictObject({
    id: EvolutionRunIdSchema,
    policy: IdentifierSchema,
    basedOn: VersionNumberSchema.meta({
      description: 'The version of the policy that candidates are held against',
    }),
    pins: PinsSchema.meta({ description: 'The rules under which candidates are scored' }),
    status: EvolutionRunStatusSchema,
    outdated: z.boolean().meta({
      description:
        'Other rules are in force by now; nothing is promoted before the front was scored against them',
    }),
    failure: z.string().nullable(),
    startedBy: z.string().meta({ description: '`sub` of the access token' }),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    parameters: z.array(ParameterChoiceSchema),
    evidence: z.strictObject({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      heldOutShare: z.number(),
      training: z.int().meta({ description: 'Decisions that are searched with' }),
      heldOut: z.int(),
      erased: z
        .int()
        .meta({ description: 'Labelled decisions whose request was erased, before or since: left out' }),
    }),
    objectives: z.array(EvolutionObjectiveSchema),
    budget: z.strictObject({ population: z.int(), generations: z.int() }),
    seed: z.int(),
    generation: z.int().meta({ description: 'How many are over' }),
    evaluated: z.int().meta({ description: 'Different candidates that were scored' }),
    hypervolume: z.number().nullable(),
  })
  .meta({ id: 'EvolutionRun' });
export type EvolutionRun = z.infer<typeof EvolutionRunSchema>;

export const EvolutionRunPageSchema = pageOf(EvolutionRunSchema).meta({ id: 'EvolutionRunPage' });
export type EvolutionRunPage = z.infer<typeof EvolutionRunPageSchema>;

export const EvolutionRunPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: EvolutionRunIdSchema.optional().meta({ description: '`nextCursor` of the page before' }),
  policy: filterText(64).min(1).optional(),
  status: EvolutionRunStatusSchema.optional(),
});
export type EvolutionRunPageQuery = z.infer<typeof EvolutionRunPageQuerySchema>;

export const EvolutionRunParametersSchema = z.strictObject({ runId: EvolutionRunIdSchema });
export type EvolutionRunParameters = z.infer<typeof EvolutionRunParametersSchema>;
