import { z } from 'zod';
import { GlobSchema } from './glob.js';
import { filterText, pageOf, pageQueryFields } from './pagination.js';

const REASON_MAX = 1000;

const reason = z.string().trim().min(1).pipe(filterText(REASON_MAX));
const freezeId = z.uuid().transform((id) => id.toLowerCase());

const FrozenSubjectSchema = z
  .strictObject({ type: filterText(128).min(1), id: filterText(512).min(1) })
  .meta({ id: 'FrozenSubject' });

/** One of the three, and one alone. */
const FreezeScopeSchema = z
  .strictObject({
    subject: FrozenSubjectSchema.optional(),
    action: GlobSchema.regex(/^[^\0]*$/, 'must not contain NUL').optional(),
    everything: z.literal(true).optional(),
  })
  .refine((scope) => Object.values(scope).filter((part) => part !== undefined).length === 1, {
    error: 'must name one of subject, action and everything',
  })
  .meta({ id: 'FreezeScope', minProperties: 1, maxProperties: 1 });
export type FreezeScope = z.infer<typeof FreezeScopeSchema>;

export const FreezeParametersSchema = z.strictObject({ freezeId });
export type FreezeParameters = z.infer<typeof FreezeParametersSchema>;

export const FreezeDraftSchema = z
  .strictObject({
    scope: FreezeScopeSchema,
    reason: reason.meta({
      description: 'Why. Whoever is denied reads it, and the log keeps it for ever: name no people',
    }),
    expiresAt: z.iso
      .datetime({ offset: true })
      .refine((text) => Date.parse(text) > Date.now(), 'must lie ahead')
      .optional()
      .meta({ description: 'When it ends of itself; without it, when it is lifted' }),
  })
  .meta({ id: 'FreezeDraft' });
export type FreezeDraft = z.infer<typeof FreezeDraftSchema>;

export const FreezeLiftSchema = z.strictObject({ reason }).meta({ id: 'FreezeLift' });
export type FreezeLift = z.infer<typeof FreezeLiftSchema>;

const FreezeStatusSchema = z.enum(['in-force', 'lifted', 'expired']).meta({ id: 'FreezeStatus' });
export type FreezeStatus = z.infer<typeof FreezeStatusSchema>;

export const FreezeSchema = z
  .strictObject({
    freezeId: z.string().meta({ description: 'UUIDv7 (RFC 9562)' }),
    status: FreezeStatusSchema,
    scope: FreezeScopeSchema,
    reason: z.string(),
    placedBy: z.string(),
    placedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    liftedBy: z.string().nullable(),
    liftedAt: z.iso.datetime().nullable(),
    liftReason: z.string().nullable(),
  })
  .meta({ id: 'Freeze' });
export type Freeze = z.infer<typeof FreezeSchema>;

export const PlacedFreezeSchema = z
  .strictObject({
    ...FreezeSchema.shape,
    bindsEveryProcessBy: z.iso.datetime().meta({
      description:
        'From then on, no process of the engine decides without it: one that has not heard of it denies',
    }),
  })
  .meta({ id: 'PlacedFreeze' });
export type PlacedFreeze = z.infer<typeof PlacedFreezeSchema>;

export const FreezePageSchema = pageOf(FreezeSchema).meta({ id: 'FreezePage' });
export type FreezePage = z.infer<typeof FreezePageSchema>;

export const FreezeQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: freezeId.optional().meta({ description: '`nextCursor` of the page before' }),
  status: FreezeStatusSchema.optional().meta({ description: 'All of them unless told' }),
  subject: filterText(512).min(1).optional().meta({ description: 'Id of the subject that is frozen' }),
});
export type FreezeQuery = z.infer<typeof FreezeQuerySchema>;
