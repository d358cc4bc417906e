import { z } from 'zod';
import { tenantField } from './access.js';
import { DigestSchema, VersionNumberSchema, VersionParameterSchema } from './identifiers.js';
import { pageOf, pageQueryFields } from './pagination.js';
import { PolicyDraftSchema, PolicyOriginSchema, SubjectSchema } from './policy.js';

const ReasonTextSchema = z.string().trim().min(1).max(2000);

export const PolicyActivationSchema = z
  .strictObject({
    version: VersionNumberSchema.nullable().meta({ description: 'null takes the policy out of force' }),
    reason: ReasonTextSchema.optional(),
  })
  .meta({ id: 'PolicyActivation' });
export type PolicyActivation = z.infer<typeof PolicyActivationSchema>;

export const PolicyRollbackSchema = z
  .strictObject({
    reason: ReasonTextSchema,
    from: VersionNumberSchema.optional().meta({ description: 'Only when this version is in force' }),
  })
  .meta({ id: 'PolicyRollback' });
export type PolicyRollback = z.infer<typeof PolicyRollbackSchema>;

export const PolicyRejectionSchema = z
  .strictObject({ reason: ReasonTextSchema })
  .meta({ id: 'PolicyRejection' });
export type PolicyRejection = z.infer<typeof PolicyRejectionSchema>;

export const PolicyProposalSchema = z
  .strictObject({
    document: PolicyDraftSchema,
    basedOn: VersionNumberSchema.meta({ description: 'Only when this version is in force' }),
    author: SubjectSchema.meta({ description: 'In whose name; he does not put it in force' }),
    origin: PolicyOriginSchema,
  })
  .meta({ id: 'PolicyProposal' });
export type PolicyProposal = z.infer<typeof PolicyProposalSchema>;

const PolicyChangeKindSchema = z
  .enum(['activation', 'rollback', 'retirement'])
  .meta({ id: 'PolicyChangeKind' });
export type PolicyChangeKind = z.infer<typeof PolicyChangeKindSchema>;

const PolicyChangeSchema = z
  .strictObject({
    number: z.int().min(1).meta({ description: 'From 1, in their order' }),
    kind: PolicyChangeKindSchema,
    from: VersionNumberSchema.nullable().meta({ description: 'null when none was in force' }),
    to: VersionNumberSchema.nullable().meta({ description: 'null when none is in force since' }),
    digest: DigestSchema.nullable().meta({ description: 'Of the document of `to`' }),
    actedBy: z.string().nullable().meta({ description: 'null for what was done before it was kept' }),
    actors: z
      .array(z.string())
      .nullable()
      .meta({ description: 'Who acted for `actedBy`, from who did it outwards; null as `clientId`' }),
    clientId: z
      .string()
      .nullable()
      .meta({ description: 'The client of the token; null for what was done before it was kept' }),
    actedAt: z.iso.datetime(),
    reason: z.string().nullable(),
    selfActivated: z.boolean().meta({ description: 'By its own author, with `policies:activate-own`' }),
  })
  .meta({ id: 'PolicyChange', description: 'A change of what is in force; the log has the same' });
export type PolicyChange = z.infer<typeof PolicyChangeSchema>;

export const PolicyChangePageSchema = pageOf(PolicyChangeSchema).meta({ id: 'PolicyChangePage' });
export type PolicyChangePage = z.infer<typeof PolicyChangePageSchema>;

export const PolicyChangePageQuerySchema = z.strictObject({
  ...pageQueryFields,
  ...tenantField,
  cursor: VersionParameterSchema.optional().meta({ description: '`nextCursor` of the page before' }),
});
export type PolicyChangePageQuery = z.infer<typeof PolicyChangePageQuerySchema>;
