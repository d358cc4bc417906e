import { z } from 'zod';
import { EvolutionRunIdSchema, EvolutionRunSchema, ParameterChoiceSchema } from './evolution.js';
import { DecisionIdSchema, VersionNumberSchema, VersionParameterSchema } from './identifiers.js';
import { OutcomeSchema } from './outcome.js';
import { filterText, pageOf, pageQueryFields } from './pagination.js';
import { PolicyDraftSchema } from './policy.js';

const share = z.number().min(0).max(1);

const EvolutionScoresSchema = z
  .strictObject({ harm: share, stopped: share, asked: share, distance: share })
  .meta({ id: 'EvolutionScores' });
export type EvolutionScores = z.infer<typeof EvolutionScoresSchema>;

const IntervalSchema = z.strictObject({ low: share, high: share }).meta({
  id: 'EvolutionInterval',
  description: '95 % by bootstrap',
});

const EvolutionMeasureSchema = z
  .strictObject({
    scores: EvolutionScoresSchema,
    intervals: z
      .strictObject({ harm: IntervalSchema, stopped: IntervalSchema, asked: IntervalSchema })
      .nullable()
      .meta({ description: 'Once the run is complete' }),
  })
  .meta({ id: 'EvolutionMeasure' });
export type EvolutionMeasure = z.infer<typeof EvolutionMeasureSchema>;

const settingOf = z.union([z.number(), z.string(), z.boolean()]);

const ParameterChangeSchema = z
  .strictObject({ ...ParameterChoiceSchema.shape, from: settingOf, to: settingOf })
  .meta({ id: 'EvolutionChange' });
export type EvolutionChange = z.infer<typeof ParameterChangeSchema>;

const PartingWarningSchema = z
  .strictObject({ objective: z.enum(['harm', 'stopped', 'asked']), training: share, heldOut: share })
  .meta({
    id: 'EvolutionWarning',
    description: 'It is worse on what was held out than chance explains: it may be fitted to its training',
  });
export type EvolutionWarning = z.infer<typeof PartingWarningSchema>;

const GuardBoundsSchema = z
  .strictObject({
    allow: share.default(0.1),
    deny: share.default(0.1),
    escalate: share.default(0.1),
    harmful: share.default(0.02),
    minimum: z.int().min(1).max(1_000_000).default(50),
    labelled: z.int().min(1).max(1_000_000).default(20),
  })
  .meta({
    id: 'EvolutionGuardBounds',
    description:
      'How far shares of live outcomes may be from what is expected, beyond what chance explains; of harmful ones among ' +
      'labelled ones, above it. With fewer decisions than the minimum no outcomes are judged, with fewer labelled ones no harm',
  });
export type EvolutionGuardBounds = z.infer<typeof GuardBoundsSchema>;

const EvolutionGuardDraftSchema = z.strictObject({
  hours: z.number().min(0.001).max(720).default(24).meta({ description: 'From when the version is active' }),
  bounds: GuardBoundsSchema.prefault({}),
});

export const EvolutionPromotionSchema = z
  .strictObject({
    guard: EvolutionGuardDraftSchema.nullable()
      .prefault({})
      .meta({ description: 'Rolls back by itself when live outcomes are not as predicted; null for none' }),
  })
  .meta({ id: 'EvolutionPromotion' });
export type EvolutionPromotion = z.infer<typeof EvolutionPromotionSchema>;

export const EvolutionRejectionSchema = z
  .strictObject({ reason: filterText(2000).min(1) })
  .meta({ id: 'EvolutionRejection' });
export type EvolutionRejection = z.infer<typeof EvolutionRejectionSchema>;

const GuardShareSchema = z
  .strictObject({
    before: share.meta({ description: 'Of the version before, live' }),
    predicted: share.meta({ description: 'That, changed as much as what was held out' }),
    live: share,
  })
  .meta({ id: 'EvolutionGuardShare' });

const EvolutionGuardSchema = z
  .strictObject({
    status: z.enum(['waiting', 'watching', 'held', 'unjudged', 'rolled-back', 'superseded']).meta({
      description:
        'waiting: the version is not active now. watching. held: the time is over, nothing was crossed. unjudged: it is over, ' +
        'and there was too little to say so. superseded: it is over, and somebody else had put another version in force',
    }),
    hours: z.number(),
    bounds: GuardBoundsSchema,
    activeSince: z.iso.datetime().nullable(),
    until: z.iso.datetime().nullable(),
    comparison: z
      .strictObject({
        decisions: z.int().meta({
          description:
            'Live ones of actions with enough evidence, and enough decisions of the version before',
        }),
        unknown: z.int().meta({ description: 'Of other actions: their outcomes are not judged' }),
        labelled: z.int().meta({ description: 'Live ones with a label, of actions with enough evidence' }),
        shares: z.strictObject({
          allow: GuardShareSchema,
          deny: GuardShareSchema,
          escalate: GuardShareSchema,
          harmful: z
            .strictObject({ predicted: share, live: share })
            .meta({ description: 'Of the labelled ones' }),
        }),
        crossed: z.array(z.enum(['allow', 'deny', 'escalate', 'harmful'])),
      })
      .nullable(),
  })
  .meta({ id: 'EvolutionGuard' });
export type EvolutionGuard = z.infer<typeof EvolutionGuardSchema>;

const EvolutionReviewSchema = z
  .strictObject({
    status: z.enum(['promoted', 'rejected']),
    by: z.string(),
    at: z.iso.datetime(),
    reason: z.string().nullable(),
    policyVersion: VersionNumberSchema.nullable().meta({
      description: 'The version in review that came of it',
    }),
    guard: EvolutionGuardSchema.nullable(),
  })
  .meta({ id: 'EvolutionReview' });
export type EvolutionReview = z.infer<typeof EvolutionReviewSchema>;

const CandidateIdSchema = z.string().regex(/^[0-9a-f]{12}$/, 'must be 12 lower-case hexadecimal digits');

const candidateFields = {
  id: CandidateIdSchema,
  changes: z.array(ParameterChangeSchema).meta({ description: 'Where it differs from the policy of today' }),
  training: EvolutionMeasureSchema,
  heldOut: EvolutionMeasureSchema.nullable().meta({ description: 'Once the run is complete' }),
  warnings: z.array(PartingWarningSchema),
  feasible: z.boolean().meta({ description: 'False for what a replay against newer rules has ruled out' }),
  review: EvolutionReviewSchema.nullable(),
};

export const EvolutionCandidateSchema = z.strictObject(candidateFields).meta({ id: 'EvolutionCandidate' });
export type EvolutionCandidate = z.infer<typeof EvolutionCandidateSchema>;

export const EvolutionFrontSchema = z
  .strictObject({
    run: EvolutionRunSchema,
    today: z
      .strictObject({ training: EvolutionMeasureSchema, heldOut: EvolutionMeasureSchema })
      .nullable()
      .meta({ description: 'The policy as it is, once the run is complete' }),
    candidates: z
      .array(EvolutionCandidateSchema)
      .meta({ description: 'Those that no other is better than in all' }),
  })
  .meta({ id: 'EvolutionFront' });
export type EvolutionFront = z.infer<typeof EvolutionFrontSchema>;

export const EvolutionCandidateDetailSchema = z
  .strictObject({
    ...candidateFields,
    document: PolicyDraftSchema.meta({ description: 'The policy as it would be' }),
  })
  .meta({ id: 'EvolutionCandidateDetail' });
export type EvolutionCandidateDetail = z.infer<typeof EvolutionCandidateDetailSchema>;

export const EvolutionCandidateParametersSchema = z.strictObject({
  runId: EvolutionRunIdSchema,
  candidateId: CandidateIdSchema,
});
export type EvolutionCandidateParameters = z.infer<typeof EvolutionCandidateParametersSchema>;

const EvolutionFlipSchema = z
  .strictObject({
    decisionId: DecisionIdSchema,
    decidedAt: z.iso.datetime(),
    action: z.string(),
    heldOut: z.boolean(),
    label: OutcomeSchema,
    from: OutcomeSchema.meta({ description: 'Under the policy of today' }),
    to: OutcomeSchema.meta({ description: 'Under the candidate' }),
    change: z.enum(['better', 'worse']).meta({ description: 'Measured by the label' }),
  })
  .meta({ id: 'EvolutionFlip' });
export type EvolutionFlip = z.infer<typeof EvolutionFlipSchema>;

export const EvolutionFlipPageSchema = pageOf(EvolutionFlipSchema).meta({ id: 'EvolutionFlipPage' });
export type EvolutionFlipPage = z.infer<typeof EvolutionFlipPageSchema>;

export const EvolutionFlipPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: VersionParameterSchema.optional().meta({ description: '`nextCursor` of the page before' }),
});
export type EvolutionFlipPageQuery = z.infer<typeof EvolutionFlipPageQuerySchema>;
