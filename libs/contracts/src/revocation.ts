import { z } from 'zod';

/** Revocations of one answer, and of one reading of the table. */
export const REVOCATIONS_AT_ONCE = 5000;

const RevocationSchema = z
  .strictObject({
    key: z.string().meta({
      description:
        'SHA-256, in base64url, of `sub:`, `client:`, `grant:`, `delegation:` or `token:` and the id',
    }),
    before: z
      .int()
      .meta({ description: 'Seconds since 1970: tokens with this `iat` or an earlier one are refused' }),
    expiresAt: z.int().meta({ description: 'Seconds since 1970: by then each such token has expired' }),
    revision: z.int(),
  })
  .meta({ id: 'Revocation' });
/** Tokens that are accepted no more although they have not expired. */
export type Revocation = z.infer<typeof RevocationSchema>;

export const RevocationsSchema = z
  .strictObject({
    revision: z.int().meta({
      description: 'Of the last revocation there is; less than `after` once the database was restored',
    }),
    revocations: z.array(RevocationSchema).meta({
      description: `The next ones in the order of their revisions, ${String(REVOCATIONS_AT_ONCE)} at most`,
    }),
  })
  .meta({ id: 'Revocations' });
export type RevocationNews = z.infer<typeof RevocationsSchema>;

export const RevocationsQuerySchema = z.strictObject({
  after: z
    .string()
    .regex(/^(?:0|[1-9][0-9]{0,14})$/, 'must be a revision')
    .default('0')
    .transform(Number)
    .meta({ description: 'The revision that is known already' }),
});
export type RevocationsQuery = z.infer<typeof RevocationsQuerySchema>;
