import { z } from 'zod';
import {
  DigestSchema,
  IdentifierSchema,
  VersionNumberSchema,
  VersionParameterSchema,
} from './identifiers.js';
import { pageOf, PageQuerySchema, SearchTextSchema } from './pagination.js';
import { FaultSchema } from './problem.js';
import { PrincipleEffectSchema, ruleFields } from './rule.js';
import { ParameterBoundSchema } from './rule-parameter.js';

const SeveritySchema = z.enum(['low', 'medium', 'high', 'critical']).meta({ id: 'Severity' });

export const PrincipleRuleSchema = z
  .strictObject({ ...ruleFields, effect: PrincipleEffectSchema })
  .meta({ id: 'PrincipleRule' });

const PrincipleSchema = z
  .strictObject({
    id: IdentifierSchema,
    title: z.string().min(1).max(200),
    statement: z.string().min(1).max(4000).meta({ description: 'The article, in words for people' }),
    category: z.string().min(1).max(64),
    severity: SeveritySchema,
    rule: PrincipleRuleSchema,
    bounds: z
      .array(ParameterBoundSchema)
      .max(100)
      .optional()
      .meta({ description: 'What parameters of policies may be' }),
  })
  .meta({ id: 'Principle' });
export type Principle = z.infer<typeof PrincipleSchema>;

/** What people write and ratify. Ids are unique inside one document. */
export const ConstitutionDraftSchema = z
  .strictObject({
    title: z.string().min(1).max(200),
    preamble: z.string().max(10_000).default(''),
    principles: z.array(PrincipleSchema).min(1).max(20_000),
  })
  .superRefine((draft, context) => {
    const seen = new Set<string>();
    draft.principles.forEach((principle, index) => {
      if (seen.has(principle.id)) {
        const message = `the id "${principle.id}" is used by an earlier principle`;
        context.addIssue({ code: 'custom', path: ['principles', index, 'id'], message });
      }
      seen.add(principle.id);
    });
  })
  .meta({ id: 'ConstitutionDraft' });
export type ConstitutionDraft = z.infer<typeof ConstitutionDraftSchema>;

export const ConstitutionSummarySchema = z
  .strictObject({
    version: VersionNumberSchema,
    digest: DigestSchema,
    title: z.string(),
    principleCount: z.int(),
    ratifiedAt: z.iso.datetime(),
    ratifiedBy: z.string(),
    constitutionalHash: z.string(),
  })
  .meta({ id: 'ConstitutionSummary' });
export type ConstitutionSummary = z.infer<typeof ConstitutionSummarySchema>;

/** An immutable version. `digest` covers `document` alone. */
export const ConstitutionVersionSchema = z
  .strictObject({ ...ConstitutionSummarySchema.shape, document: ConstitutionDraftSchema })
  .meta({ id: 'ConstitutionVersion' });
export type ConstitutionVersion = z.infer<typeof ConstitutionVersionSchema>;

export const ConstitutionPageSchema = pageOf(ConstitutionSummarySchema).meta({ id: 'ConstitutionPage' });
export type ConstitutionPage = z.infer<typeof ConstitutionPageSchema>;

/** Newest first; the cursor is a version number, so it stays good while versions are added. */
export const ConstitutionPageQuerySchema = PageQuerySchema.extend({
  cursor: VersionParameterSchema.optional(),
  q: SearchTextSchema,
});
export type ConstitutionPageQuery = z.infer<typeof ConstitutionPageQuerySchema>;

export const ConstitutionValidationSchema = z
  .strictObject({
    valid: z.boolean(),
    digest: DigestSchema.nullable().meta({
      description: 'What the draft would be ratified under; null with faults',
    }),
    faults: z.array(FaultSchema),
  })
  .meta({ id: 'ConstitutionValidation' });
export type ConstitutionValidation = z.infer<typeof ConstitutionValidationSchema>;

const FieldChangeSchema = z
  .strictObject({ path: z.string(), before: z.unknown(), after: z.unknown() })
  .meta({ id: 'FieldChange', description: '`path` is a JSON Pointer (RFC 6901); lists are compared whole' });
export type FieldChange = z.infer<typeof FieldChangeSchema>;

const PrincipleChangeSchema = z
  .strictObject({ id: IdentifierSchema, fields: z.array(FieldChangeSchema).min(1) })
  .meta({ id: 'PrincipleChange' });

export const ConstitutionDiffSchema = z
  .strictObject({
    from: VersionNumberSchema,
    to: VersionNumberSchema,
    fields: z.array(FieldChangeSchema).meta({ description: 'Title and preamble' }),
    added: z.array(PrincipleSchema),
    removed: z.array(PrincipleSchema),
    changed: z.array(PrincipleChangeSchema),
    moved: z.array(IdentifierSchema).meta({
      description: 'The fewest of the principles in both versions whose moving explains the new order',
    }),
  })
  .meta({ id: 'ConstitutionDiff' });
export type ConstitutionDiff = z.infer<typeof ConstitutionDiffSchema>;
