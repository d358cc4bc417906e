import { z } from 'zod';
import { EvaluationRequestSchema } from './evaluation-request.js';
import { OutcomeSchema } from './outcome.js';
import { filterText } from './pagination.js';

const UPLOADED_MAX = 10_000;

const SampleSchema = z
  .strictObject({
    share: z.number().gt(0).max(1).meta({ description: 'Of all decisions, about' }),
    seed: z.int().min(0).max(2_147_483_647).default(0).meta({ description: 'Another one, another sample' }),
  })
  .meta({
    id: 'SimulationSample',
    description: 'Which decisions are in it follows from their ids and the seed alone',
  });
export type SimulationSample = z.infer<typeof SampleSchema>;

const instant = z.iso.datetime({ offset: true });

const recordedFields = {
  source: z.literal('recorded'),
  follow: z.boolean().default(false).meta({ description: 'Goes on with decisions as they are recorded' }),
  subject: filterText(1024).optional().meta({ description: 'Subject id' }),
  action: filterText(256).optional(),
  resource: filterText(1024).optional().meta({ description: 'Resource id' }),
  outcome: OutcomeSchema.optional().meta({ description: 'As recorded' }),
  sample: SampleSchema.optional(),
};

const isBefore = (from: string, to: string): boolean => Date.parse(from) < Date.parse(to);

/** Decisions as they were recorded. With `follow`, `to` lies ahead, and `from` is now unless told. */
const RecordedEvidenceDraftSchema = z
  .strictObject({
    ...recordedFields,
    from: instant.optional().meta({ description: 'Decided at or after; needed unless `follow`' }),
    to: instant.optional().meta({ description: 'Decided before; now unless told, needed with `follow`' }),
  })
  .superRefine(({ from, to, follow }, context) => {
    if (follow && to === undefined) {
      context.addIssue({ code: 'custom', path: ['to'], message: 'says until when to follow' });
    }
    if (!follow && from === undefined) {
      context.addIssue({ code: 'custom', path: ['from'], message: 'is needed to look back' });
    }
    if (from !== undefined && to !== undefined && !isBefore(from, to)) {
      context.addIssue({ code: 'custom', path: ['to'], message: 'must be later than from' });
    }
  })
  .meta({ id: 'RecordedEvidenceDraft' });
export type RecordedEvidenceDraft = z.infer<typeof RecordedEvidenceDraftSchema>;

const UploadedCaseSchema = z
  .strictObject({
    request: EvaluationRequestSchema,
    outcome: OutcomeSchema.meta({ description: 'What it is compared with' }),
    label: OutcomeSchema.optional().meta({ description: 'What would have been right' }),
  })
  .meta({ id: 'UploadedCase' });
export type UploadedCase = z.infer<typeof UploadedCaseSchema>;

const UploadedEvidenceDraftSchema = z
  .strictObject({
    source: z.literal('uploaded'),
    requests: z.array(UploadedCaseSchema).min(1).max(UPLOADED_MAX),
  })
  .meta({ id: 'UploadedEvidenceDraft' });

export const EvidenceDraftSchema = z.discriminatedUnion('source', [
  RecordedEvidenceDraftSchema,
  UploadedEvidenceDraftSchema,
]);

const RecordedEvidenceSchema = z
  .strictObject({ ...recordedFields, from: z.iso.datetime(), to: z.iso.datetime() })
  .meta({ id: 'RecordedEvidence' });
export type RecordedEvidence = z.infer<typeof RecordedEvidenceSchema>;

const UploadedEvidenceSchema = z
  .strictObject({ source: z.literal('uploaded'), count: z.int() })
  .meta({ id: 'UploadedEvidence' });

/** As it was when the simulation was made. */
export const SimulationEvidenceSchema = z.discriminatedUnion('source', [
  RecordedEvidenceSchema,
  UploadedEvidenceSchema,
]);
export type SimulationEvidence = z.infer<typeof SimulationEvidenceSchema>;
