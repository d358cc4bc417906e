import { z } from 'zod';

/** Names an article, a policy or a rule: it stands in reasons, filters and paths, so it has no spaces and no slash. */
export const IdentifierSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be 1 to 64 letters, digits, dots, dashes or underscores, and start with a letter or digit',
  );

export const DigestSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 lower-case hexadecimal digits')
  .meta({ description: 'SHA-256 of the RFC 8785 canonical JSON, in lower-case hexadecimal' });

export const DecisionIdSchema = z
  .uuid()
  .transform((id) => id.toLowerCase())
  .meta({
    type: 'string',
    format: 'uuid',
    description: 'UUIDv7 (RFC 9562): its first 48 bits are the time of the decision',
  });

export const VersionNumberSchema = z.int().min(1).max(2_147_483_647);

/** A version number in a path: decimal digits. */
export const VersionParameterSchema = z
  .string()
  .regex(/^[1-9][0-9]{0,8}$/, 'must be a whole number from 1')
  .transform(Number);

const TAIL_OF_SMALLEST = '7000-8000-000000000000';

/** The smallest UUIDv7 of a moment: where a partition or a page that begins then begins. */
export function smallestDecisionId(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${TAIL_OF_SMALLEST}`;
}

/** The time in a UUIDv7 (RFC 9562, section 5.7), to the millisecond. */
export function timeOfDecisionId(decisionId: string): Date {
  return new Date(Number.parseInt(decisionId.slice(0, 8) + decisionId.slice(9, 13), 16));
}

const VERSION_7 = 0x70;
const VARIANT = 0x80;

/** A UUIDv7 (RFC 9562, section 5.7); two of one millisecond are in no order. `time` in milliseconds since 1970. */
export function newUuidV7(time = Date.now()): string {
  const bytes = Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(16)));
  bytes.writeUIntBE(time, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | VERSION_7, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | VARIANT, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
