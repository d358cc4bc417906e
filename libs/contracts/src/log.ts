import { z } from 'zod';
import { TenantSchema } from './access.js';
import { ConstitutionVersionSchema } from './constitution.js';
import { DecisionIdSchema, DigestSchema } from './identifiers.js';
import { PolicyVersionSchema } from './policy.js';

/** The form of leaves; one that was used is never given another meaning. */
export const LOG_ENTRY_VERSION = 1;

const LogEntryKindSchema = z
  .enum([
    'decision',
    'approval',
    'erasure',
    'constitution-version',
    'policy-set',
    'policy-activation',
    'legal-hold',
    'freeze',
    'signing-key',
    'log-key',
    'security-event',
  ])
  .meta({ id: 'LogEntryKind' });
export type LogEntryKind = z.infer<typeof LogEntryKindSchema>;

/** Names an entry inside its tree: a decision by its id, all else as `kind:name`. */
const LogEntryIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9:+/._-]{0,254}$/, 'must be the id of a decision, or a kind and a name');

const LeafIndexSchema = z.int().min(0);
/** The last character carries two bits alone: each 32 bytes have one spelling. */
const BYTES_32 = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
const HashSchema = z
  .string()
  .regex(BYTES_32, 'must be 32 bytes in base64')
  .meta({ description: '32 bytes in base64' });

/**
 * A leaf, whose bytes are the RFC 8785 canonical JSON of this object. The members that `sealed` points to (JSON Pointers,
 * RFC 6901) hold no value but a commitment to it: SHA-256, in lower-case hexadecimal, of the salt's 32 bytes and the
 * value's canonical JSON.
 */
export const LogEntrySchema = z
  .strictObject({
    version: z.literal(LOG_ENTRY_VERSION),
    kind: LogEntryKindSchema,
    id: LogEntryIdSchema,
    tenant: z.string(),
    constitutionalHash: z.string(),
    leaves: z
      .strictObject({ constitution: LeafIndexSchema.nullable(), policySet: LeafIndexSchema.nullable() })
      .nullable()
      .meta({ description: 'Of a decision: where the rules that it pins stand in this tree' }),
    body: z.record(z.string(), z.unknown()).meta({
      description: 'Of a decision: `request`, `decision` and `requestedBy`, as recorded',
    }),
    sealed: z.array(z.string()).meta({ description: 'JSON Pointers of the members that are commitments' }),
  })
  .meta({ id: 'LogEntry' });
export type LogEntry = z.infer<typeof LogEntrySchema>;

/** A leaf as it stands in the tree: what is sealed may be its whole body. */
export const SealedLogEntrySchema = LogEntrySchema.extend({
  body: z.union([LogEntrySchema.shape.body, z.string().regex(/^[0-9a-f]{64}$/)]),
}).refine(({ body, sealed }) => typeof body !== 'string' || sealed.includes('/body'));
export type SealedLogEntry = z.infer<typeof SealedLogEntrySchema>;

/** What a commitment was made of; gone once it is erased. */
const OpeningSchema = z
  .strictObject({
    pointer: z.string().meta({ description: 'JSON Pointer into the entry' }),
    salt: HashSchema,
    value: z.unknown(),
  })
  .meta({ id: 'Opening' });
export type Opening = z.infer<typeof OpeningSchema>;

/** Proves, with the log's public key alone, that an entry stands in the log. */
export const ReceiptSchema = z
  .strictObject({
    entryId: LogEntryIdSchema,
    entry: z.string().max(65_535).meta({ description: 'The leaf itself: canonical JSON of a LogEntry' }),
    leafIndex: LeafIndexSchema,
    leafHash: HashSchema,
    inclusionProof: z.array(HashSchema).max(63).meta({ description: 'RFC 6962, from the leaf upwards' }),
    checkpoint: z.string().max(65_535).meta({ description: 'Signed note (C2SP tlog-checkpoint)' }),
    openings: z.array(OpeningSchema).max(1000),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof ReceiptSchema>;

const LogKeySchema = z
  .strictObject({
    verifierKey: z.string().meta({ description: '`name+hash+key`, as C2SP signed-note has it' }),
    publicKey: HashSchema.meta({ description: 'Ed25519, 32 bytes in base64' }),
    validFrom: z.iso.datetime(),
    validTo: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Signs nothing any more after it; null: it signs' }),
  })
  .meta({ id: 'LogKey' });

export const LogKeysSchema = z
  .strictObject({ origin: z.string(), keys: z.array(LogKeySchema).meta({ description: 'Newest first' }) })
  .meta({ id: 'LogKeys' });
export type LogKeys = z.infer<typeof LogKeysSchema>;

/** Everything an auditor without access needs: it is checked with a pinned key alone, and the decision made again. */
export const EvidenceBundleSchema = z
  .strictObject({
    bundleVersion: z.literal(1),
    receipt: ReceiptSchema,
    constitution: ConstitutionVersionSchema.nullable(),
    constitutionReceipt: ReceiptSchema.nullable(),
    policies: z.array(PolicyVersionSchema.pick({ version: true, digest: true, document: true })),
    policySetReceipt: ReceiptSchema.nullable(),
    approval: z
      .strictObject({
        receipt: ReceiptSchema.meta({ description: 'Of `approval:<decisionId>`' }),
        escalated: ReceiptSchema.meta({ description: 'Of the escalated decision, with the request of then' }),
      })
      .optional()
      .meta({ id: 'ApprovalEvidence', description: 'Of a decision that was made with an approval' }),
    keys: LogKeysSchema,
  })
  .meta({ id: 'EvidenceBundle' });
export type EvidenceBundle = z.infer<typeof EvidenceBundleSchema>;

export const LogEntryParametersSchema = z.strictObject({ entryId: LogEntryIdSchema });
export type LogEntryParameters = z.infer<typeof LogEntryParametersSchema>;

export const LogEntryQuerySchema = z.strictObject({
  wait: z
    .string()
    .regex(/^(?:10|[0-9])$/, 'must be 0 to 10')
    .default('0')
    .transform(Number)
    .meta({ description: 'Seconds to wait for an entry that is not in the tree yet' }),
  tenant: TenantSchema.optional().meta({
    description: "Whose tree, the caller's own unless told; another one needs `log:any-tenant`",
  }),
});
export type LogEntryQuery = z.infer<typeof LogEntryQuerySchema>;

const sizeParameter = z
  .string()
  .regex(/^(?:0|[1-9][0-9]{0,15})$/, 'must be a whole number')
  .transform(Number)
  .refine(Number.isSafeInteger, { error: 'must be a safe integer' });

export const InclusionQuerySchema = z.strictObject({
  leafIndex: sizeParameter,
  treeSize: sizeParameter.optional().meta({ description: 'The tree as it is now unless told' }),
});
export type InclusionQuery = z.infer<typeof InclusionQuerySchema>;

export const InclusionProofSchema = z
  .strictObject({
    leafIndex: LeafIndexSchema,
    treeSize: z.int(),
    leafHash: HashSchema,
    rootHash: HashSchema,
    inclusionProof: z.array(HashSchema),
  })
  .meta({ id: 'InclusionProof' });
export type InclusionProof = z.infer<typeof InclusionProofSchema>;

export const ConsistencyQuerySchema = z.strictObject({
  from: sizeParameter,
  to: sizeParameter.optional().meta({ description: 'The tree as it is now unless told' }),
});
export type ConsistencyQuery = z.infer<typeof ConsistencyQuerySchema>;

export const ConsistencyProofSchema = z
  .strictObject({
    from: z.int(),
    to: z.int(),
    fromRootHash: HashSchema,
    toRootHash: HashSchema,
    consistencyProof: z.array(HashSchema),
  })
  .meta({ id: 'ConsistencyProof' });
export type ConsistencyProof = z.infer<typeof ConsistencyProofSchema>;

export const VerificationRequestSchema = z
  .union([z.strictObject({ receipt: ReceiptSchema }), z.strictObject({ bundle: EvidenceBundleSchema })])
  .meta({ id: 'VerificationRequest' });
export type VerificationRequest = z.infer<typeof VerificationRequestSchema>;

export const VerificationSchema = z
  .strictObject({
    verified: z.boolean(),
    faults: z.array(z.strictObject({ path: z.string(), message: z.string() })),
    leafIndex: LeafIndexSchema.nullable(),
    treeSize: z.int().nullable(),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof VerificationSchema>;

export const CanonicalFormSchema = z
  .strictObject({ canonical: z.string().meta({ description: 'RFC 8785' }), digest: DigestSchema })
  .meta({ id: 'CanonicalForm' });
export type CanonicalForm = z.infer<typeof CanonicalFormSchema>;

export const CosignatureRequestSchema = z
  .strictObject({
    checkpoint: z.string().max(65_535).meta({
      description: 'A checkpoint of this log with the cosignatures of witnesses (C2SP tlog-cosignature)',
    }),
  })
  .meta({ id: 'CosignatureRequest' });
export type CosignatureRequest = z.infer<typeof CosignatureRequestSchema>;

export const CosignaturesSchema = z
  .strictObject({
    treeSize: z.int(),
    witnesses: z.array(z.strictObject({ name: z.string(), time: z.iso.datetime() })),
  })
  .meta({ id: 'Cosignatures' });
export type Cosignatures = z.infer<typeof CosignaturesSchema>;

export const ErasureSchema = z
  .strictObject({
    decisionId: DecisionIdSchema,
    erased: z.array(z.string()).meta({ description: 'JSON Pointers into the request' }),
  })
  .meta({ id: 'Erasure' });
export type Erasure = z.infer<typeof ErasureSchema>;

const A_YEAR_IN_SECONDS = 31_536_000;

export const LogKeyRotationSchema = z
  .strictObject({
    overlapSeconds: z.int().min(60).max(A_YEAR_IN_SECONDS).default(86_400).meta({
      description: 'For which the keys before it go on signing, so that verifiers can learn of the new one',
    }),
  })
  .meta({ id: 'LogKeyRotation' });
export type LogKeyRotation = z.infer<typeof LogKeyRotationSchema>;
