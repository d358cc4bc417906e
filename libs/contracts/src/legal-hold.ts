import { z } from 'zod';
import { filterText, pageOf, pageQueryFields } from './pagination.js';

const TEXT_MAX = 256;
const REASON_MAX = 2000;

const reason = z.string().trim().min(1).pipe(filterText(REASON_MAX));

const HoldIdSchema = z.uuid().transform((id) => id.toLowerCase());

export const LegalHoldParametersSchema = z.strictObject({ holdId: HoldIdSchema });
export type LegalHoldParameters = z.infer<typeof LegalHoldParametersSchema>;

const moment = z.iso.datetime({ offset: true });

/** Names the decisions that have all of what is given; with nothing but a reason, every decision of the tenant. */
export const LegalHoldDraftSchema = z
  .strictObject({
    reason: reason.meta({ description: 'Why, for those who read holds: the case, the order of a court' }),
    subject: filterText(TEXT_MAX).min(1).optional().meta({ description: 'Id of the subject that asked' }),
    resource: filterText(TEXT_MAX).min(1).optional().meta({ description: 'Id of the resource' }),
    from: moment.optional().meta({ description: 'Decided at or after' }),
    to: moment.optional().meta({ description: 'Decided before' }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ['to'],
    error: 'must be later than from',
  })
  .meta({ id: 'LegalHoldDraft' });
export type LegalHoldDraft = z.infer<typeof LegalHoldDraftSchema>;

export const LegalHoldReleaseSchema = z.strictObject({ reason }).meta({ id: 'LegalHoldRelease' });
export type LegalHoldRelease = z.infer<typeof LegalHoldReleaseSchema>;

export const LegalHoldSchema = z
  .strictObject({
    holdId: z.string().meta({ description: 'UUIDv7 (RFC 9562)' }),
    reason: z.string(),
    subject: z.string().nullable(),
    resource: z.string().nullable(),
    from: z.iso.datetime().nullable(),
    to: z.iso.datetime().nullable(),
    placedBy: z.string(),
    placedAt: z.iso.datetime(),
    releasedBy: z.string().nullable().meta({ description: 'null while the hold is in force' }),
    releasedAt: z.iso.datetime().nullable(),
    releaseReason: z.string().nullable(),
  })
  .meta({ id: 'LegalHold' });
export type LegalHold = z.infer<typeof LegalHoldSchema>;

export const LegalHoldPageSchema = pageOf(LegalHoldSchema).meta({ id: 'LegalHoldPage' });
export type LegalHoldPage = z.infer<typeof LegalHoldPageSchema>;

export const LegalHoldQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: HoldIdSchema.optional().meta({ description: '`nextCursor` of the page before' }),
  released: z
    .enum(['include', 'exclude'])
    .default('exclude')
    .meta({ description: 'Whether holds are listed that were released' }),
});
export type LegalHoldQuery = z.infer<typeof LegalHoldQuerySchema>;
