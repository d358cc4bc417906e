import { z } from 'zod';
import { DELEGATION_DEPTH_MAX } from './access.js';
import { DelegablePermissionSchema, futureTime } from './agent.js';
import { pageOf, pageQueryFields } from './pagination.js';
import { PermissionSchema } from './permission.js';

const MONTH_MILLISECONDS = 31 * 86_400_000;

/** `subject_token_type` of a delegation in a token exchange (RFC 8693). */
export const DELEGATION_TOKEN_TYPE = 'urn:acgs:params:oauth:token-type:delegation';

export const DelegationRequestSchema = z
  .strictObject({
    agentId: z.uuid().meta({ description: 'Who may act' }),
    permissions: z.array(DelegablePermissionSchema).min(1).max(32),
    expiresAt: futureTime(MONTH_MILLISECONDS),
    parent: z
      .uuid()
      .optional()
      .meta({ description: 'Of an agent: the delegation that it passes a part of on' }),
  })
  .meta({ id: 'DelegationRequest' });
export type DelegationRequest = z.infer<typeof DelegationRequestSchema>;

export const DelegationSchema = z
  .strictObject({
    id: z.uuid(),
    person: z.string().meta({ description: 'For whom is acted' }),
    grantedBy: z.string(),
    agentId: z.string(),
    parent: z.uuid().nullable(),
    depth: z.int().min(1).max(DELEGATION_DEPTH_MAX),
    permissions: z.array(PermissionSchema),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable().meta({ description: 'Also when one above it was revoked' }),
  })
  .meta({ id: 'Delegation' });
export type Delegation = z.infer<typeof DelegationSchema>;

export const DelegationParametersSchema = z.strictObject({ delegationId: z.uuid() });
export type DelegationParameters = z.infer<typeof DelegationParametersSchema>;

export const DelegationPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: z.uuid().optional().meta({ description: '`nextCursor` of the page before' }),
});
export type DelegationPageQuery = z.infer<typeof DelegationPageQuerySchema>;

export const DelegationPageSchema = pageOf(DelegationSchema).meta({ id: 'DelegationPage' });
export type DelegationPage = z.infer<typeof DelegationPageSchema>;
