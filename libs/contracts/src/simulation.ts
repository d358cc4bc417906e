import { z } from 'zod';
import { ConstitutionDraftSchema } from './constitution.js';
import { PinsSchema } from './decision.js';
import { DigestSchema, IdentifierSchema, VersionNumberSchema } from './identifiers.js';
import { OutcomeSchema } from './outcome.js';
import { pageOf, pageQueryFields } from './pagination.js';
import { PolicyDraftSchema } from './policy.js';
import { EvidenceDraftSchema, SimulationEvidenceSchema } from './simulation-evidence.js';

const POLICIES_MAX = 1000;

const PolicyReferenceSchema = z
  .strictObject({ id: IdentifierSchema, version: VersionNumberSchema })
  .meta({ id: 'PolicyReference' });
export type PolicyReference = z.infer<typeof PolicyReferenceSchema>;

const CandidateDraftSchema = z
  .strictObject({
    policies: z.array(PolicyDraftSchema).max(POLICIES_MAX).default([]).meta({
      description: 'In place of the active versions of the same ids, or beside the others',
    }),
    policyVersions: z.array(PolicyReferenceSchema).max(POLICIES_MAX).default([]).meta({
      description: 'The same with versions that are there already',
    }),
    withoutPolicies: z.array(IdentifierSchema).max(POLICIES_MAX).default([]).meta({
      description: 'Policies in force that are left out',
    }),
    constitution: ConstitutionDraftSchema.optional().meta({ description: 'In place of the one in force' }),
  })
  .superRefine((candidate, context) => {
    const seen = new Set<string>();
    for (const { id, path } of namedPolicies(candidate)) {
      if (seen.has(id)) {
        const message = `the policy "${id}" is named before`;
        context.addIssue({ code: 'custom', path, message });
      }
      seen.add(id);
    }
  })
  .meta({ id: 'CandidateDraft', description: 'What is in force, with these changes' });

function* namedPolicies({
  policies,
  policyVersions,
  withoutPolicies,
}: {
  readonly policies: readonly { readonly id: string }[];
  readonly policyVersions: readonly { readonly id: string }[];
  readonly withoutPolicies: readonly string[];
}): Generator<{ id: string; path: (string | number)[] }> {
  for (const [index, { id }] of policies.entries()) yield { id, path: ['policies', index, 'id'] };
  for (const [index, { id }] of policyVersions.entries()) yield { id, path: ['policyVersions', index, 'id'] };
  for (const [index, id] of withoutPolicies.entries()) yield { id, path: ['withoutPolicies', index] };
}

export const SimulationDraftSchema = z
  .strictObject({
    title: z.string().max(200).default(''),
    candidate: CandidateDraftSchema,
    evidence: EvidenceDraftSchema,
  })
  .meta({ id: 'SimulationDraft' });
export type SimulationDraft = z.infer<typeof SimulationDraftSchema>;

const SimulationStatusSchema = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']).meta({
  id: 'SimulationStatus',
  description: 'completed, failed and cancelled are final. With `follow` it runs until `to`.',
});
export type SimulationStatus = z.infer<typeof SimulationStatusSchema>;

const CandidateSummarySchema = z
  .strictObject({
    policies: z.array(
      z.strictObject({ id: IdentifierSchema, version: VersionNumberSchema, digest: DigestSchema }),
    ),
    withoutPolicies: z.array(IdentifierSchema),
    constitutionDigest: DigestSchema.nullable(),
  })
  .meta({
    id: 'CandidateSummary',
    description: 'What differs from the rules in force; a draft has the version that it would become',
  });
export type CandidateSummary = z.infer<typeof CandidateSummarySchema>;

const OutcomeCountSchema = z
  .strictObject({ recorded: OutcomeSchema, candidate: OutcomeSchema, count: z.int() })
  .meta({ id: 'OutcomeCount' });

const SimulationResultSchema = z
  .strictObject({
    compared: z.int(),
    incomparable: z.int().meta({
      description:
        'Erased decisions, and denials by a freeze or for rules that could not be confirmed: they are not compared',
    }),
    outcomes: z.array(OutcomeCountSchema).meta({ description: 'All nine pairs' }),
    flips: z.int(),
    kept: z
      .int()
      .meta({ description: 'Flips that are kept one by one; those beyond the bound are counted alone' }),
    better: z.int(),
    worse: z.int(),
    neither: z.int(),
    unlabelled: z.int(),
  })
  .meta({ id: 'SimulationResult', description: 'So far, while it runs' });
export type SimulationResult = z.infer<typeof SimulationResultSchema>;

export const SimulationSchema = z
  .strictObject({
    simulationId: z.uuid(),
    title: z.string(),
    status: SimulationStatusSchema,
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    failure: z.string().nullable().meta({ description: 'Why it failed' }),
    evidence: SimulationEvidenceSchema,
    candidate: CandidateSummarySchema,
    base: PinsSchema.meta({ description: 'The rules in force when it was made' }),
    pins: PinsSchema.meta({ description: 'The rules that are tried' }),
    progress: z.number().min(0).max(1).meta({ description: 'How far it has come through the evidence' }),
    result: SimulationResultSchema,
  })
  .meta({ id: 'Simulation' });
export type Simulation = z.infer<typeof SimulationSchema>;

export const SimulationPageSchema = pageOf(SimulationSchema).meta({ id: 'SimulationPage' });
export type SimulationPage = z.infer<typeof SimulationPageSchema>;

export const SimulationPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: z.uuid().optional().meta({ description: '`nextCursor` of the page before' }),
  status: SimulationStatusSchema.optional(),
});
export type SimulationPageQuery = z.infer<typeof SimulationPageQuerySchema>;

export const SimulationParametersSchema = z.strictObject({ simulationId: z.uuid() });
export type SimulationParameters = z.infer<typeof SimulationParametersSchema>;
