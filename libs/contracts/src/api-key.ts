import { z } from 'zod';
import { DelegablePermissionSchema, futureTime, labelText } from './agent.js';
import { pageOf, pageQueryFields } from './pagination.js';
import { PermissionSchema } from './permission.js';

const YEAR_MILLISECONDS = 366 * 86_400_000;

export const ApiKeyRequestSchema = z
  .strictObject({
    name: labelText(128),
    agentId: z
      .uuid()
      .optional()
      .meta({ description: 'For an agent of yours; without it the key acts as you' }),
    permissions: z.array(DelegablePermissionSchema).min(1).max(32),
    expiresAt: futureTime(YEAR_MILLISECONDS),
  })
  .meta({ id: 'ApiKeyRequest' });
export type ApiKeyRequest = z.infer<typeof ApiKeyRequestSchema>;

export const ApiKeySchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    owner: z.string(),
    subject: z.string().meta({ description: 'As whom it acts' }),
    permissions: z.array(PermissionSchema),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'To the minute, and up to five minutes late' }),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKeySchema>;

export const NewApiKeySchema = ApiKeySchema.extend({
  key: z.string().meta({ description: 'Shown this once: `acgs_`, id, secret and checksum' }),
}).meta({ id: 'NewApiKey' });
export type NewApiKey = z.infer<typeof NewApiKeySchema>;

export const ApiKeyParametersSchema = z.strictObject({ keyId: z.uuid() });
export type ApiKeyParameters = z.infer<typeof ApiKeyParametersSchema>;

export const ApiKeyPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: z.uuid().optional().meta({ description: '`nextCursor` of the page before' }),
});
export type ApiKeyPageQuery = z.infer<typeof ApiKeyPageQuerySchema>;

export const ApiKeyPageSchema = pageOf(ApiKeySchema).meta({ id: 'ApiKeyPage' });
export type ApiKeyPage = z.infer<typeof ApiKeyPageSchema>;

/** What an API key is exchanged for. */
export const ApiKeyTokenSchema = z
  .strictObject({
    accessToken: z.string(),
    expiresIn: z.int().meta({ description: 'Seconds, 300 at most' }),
  })
  .meta({ id: 'ApiKeyToken' });
export type ApiKeyToken = z.infer<typeof ApiKeyTokenSchema>;
