import { z } from 'zod';
import { pageOf, pageQueryFields, filterText } from './pagination.js';

const SecurityEventKindSchema = z
  .enum([
    'sign-in',
    'sign-in-failed',
    'account-locked',
    'password-changed',
    'second-factor-added',
    'second-factor-removed',
    'user-invited',
    'invitation-withdrawn',
    'user-joined',
    'user-disabled',
    'user-enabled',
    'role-granted',
    'role-revoked',
    'agent-registered',
    'agent-revoked',
    'agent-secret-changed',
    'client-registered',
    'client-changed',
    'client-secret-changed',
    'client-deleted',
    'api-key-created',
    'api-key-revoked',
    'delegation-granted',
    'delegation-revoked',
    'token-family-ended',
    'signing-key-created',
    'session-revoked',
    'consent-granted',
  ])
  .meta({ id: 'SecurityEventKind' });
export type SecurityEventKind = z.infer<typeof SecurityEventKindSchema>;

const SecurityEventSchema = z
  .strictObject({
    id: z.uuid().meta({ description: 'UUIDv7; the entry of the log is `security-event:` and this id' }),
    kind: SecurityEventKindSchema,
    subject: z
      .string()
      .meta({ description: 'Whom or what it happened to: the id of a person, client, agent, key or grant' }),
    actor: z.string().nullable().meta({ description: 'Who did it; null when nobody is known' }),
    detail: z.record(z.string(), z.unknown()).meta({ description: 'Never anything personal' }),
    at: z.iso.datetime(),
  })
  .meta({ id: 'SecurityEvent' });

export const SecurityEventPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: z.uuid().optional().meta({ description: '`nextCursor` of the page before' }),
  kind: SecurityEventKindSchema.optional(),
  subject: filterText(1024).optional(),
});
export type SecurityEventPageQuery = z.infer<typeof SecurityEventPageQuerySchema>;

export const SecurityEventPageSchema = pageOf(SecurityEventSchema).meta({ id: 'SecurityEventPage' });
export type SecurityEventPage = z.infer<typeof SecurityEventPageSchema>;
