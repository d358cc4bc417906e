import { DEFAULT_TENANT, TenantSchema } from '@acgs/contracts';
import { z } from 'zod';

/** What a link in a mail holds. */
export const LinkQuerySchema = z.strictObject({ token: z.string().max(256) });
export type LinkQuery = z.infer<typeof LinkQuerySchema>;

/** Whose people a page is for, where no link and no client tells. */
export const TenantQuerySchema = z.strictObject({ tenant: TenantSchema.default(DEFAULT_TENANT) });
export type TenantQuery = z.infer<typeof TenantQuerySchema>;
