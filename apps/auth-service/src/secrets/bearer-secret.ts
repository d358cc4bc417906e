import { TenantSchema } from '@acgs/contracts';
import { createHash, randomBytes } from 'node:crypto';

/** What a link or a cookie holds: the tenant, so that it is looked up there alone, and 32 random bytes. */
export interface BearerSecret {
  readonly text: string;
  readonly tenant: string;
  /** SHA-256 of the whole; the text itself is not kept. */
  readonly hash: Buffer;
}

const FORM = /^([a-z0-9-]{1,63})\.[A-Za-z0-9_-]{43}$/;

export const newBearerSecret = (tenant: string): BearerSecret =>
  secretOf(tenant, `${tenant}.${randomBytes(32).toString('base64url')}`);

/** Null for what can't be one. */
export function readBearerSecret(text: string): BearerSecret | null {
  const [, tenant] = FORM.exec(text) ?? [];
  return tenant === undefined || !TenantSchema.safeParse(tenant).success ? null : secretOf(tenant, text);
}

const secretOf = (tenant: string, text: string): BearerSecret => ({
  text,
  tenant,
  hash: createHash('sha256').update(text, 'utf8').digest(),
});
