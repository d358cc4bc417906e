import { z } from 'zod';
import { RoleSchema } from './access.js';
import { pageOf, pageQueryFields } from './pagination.js';

/** Kept in lower case: two spellings are one address. */
const EmailSchema = z.email('must be an e-mail address').max(254).toLowerCase();

/** Goes into mails and pages: no control characters, and none that turn the direction of the text. */
const PersonNameSchema = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+$/, 'must not contain control characters');

const RolesSchema = z
  .array(RoleSchema)
  .max(RoleSchema.options.length)
  .refine((roles) => new Set(roles).size === roles.length, 'must not name a role twice');

const UuidSchema = z.uuid().transform((id) => id.toLowerCase());

export const IdParametersSchema = z.strictObject({ id: UuidSchema });
export type IdParameters = z.infer<typeof IdParametersSchema>;

/** Lists of people, sessions and invitations: the cursor is an id. */
export const UuidPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: UuidSchema.optional().meta({ description: '`nextCursor` of the page before' }),
});
export type UuidPageQuery = z.infer<typeof UuidPageQuerySchema>;

export const InvitationDraftSchema = z
  .strictObject({ email: EmailSchema, name: PersonNameSchema, roles: RolesSchema })
  .meta({ id: 'InvitationDraft' });
export type InvitationDraft = z.infer<typeof InvitationDraftSchema>;

export const InvitationSchema = z
  .strictObject({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    roles: z.array(RoleSchema),
    invitedBy: z.string().meta({ description: 'Id of the person or client' }),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof InvitationSchema>;

export const InvitationPageSchema = pageOf(InvitationSchema).meta({ id: 'InvitationPage' });
export type InvitationPage = z.infer<typeof InvitationPageSchema>;

export const UserSchema = z
  .strictObject({
    id: z.uuid().meta({ description: 'UUIDv7; `sub` of the tokens of this person' }),
    email: z.string(),
    name: z.string(),
    roles: z.array(RoleSchema),
    active: z.boolean(),
    secondFactor: z.boolean().meta({ description: 'Whether signing in takes a code, too' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'User', description: 'A person' });
export type User = z.infer<typeof UserSchema>;

export const UserPageSchema = pageOf(UserSchema).meta({ id: 'UserPage' });
export type UserPage = z.infer<typeof UserPageSchema>;

export const UserRolesSchema = z.strictObject({ roles: RolesSchema }).meta({ id: 'UserRoles' });
export type UserRoles = z.infer<typeof UserRolesSchema>;

export const UserActivationSchema = z
  .strictObject({ active: z.boolean().meta({ description: 'false ends every session and token at once' }) })
  .meta({ id: 'UserActivation' });
export type UserActivation = z.infer<typeof UserActivationSchema>;

const SessionSchema = z
  .strictObject({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    authTime: z.iso.datetime().meta({ description: 'When the person signed in' }),
    acr: z.string().meta({ description: '`urn:acgs:acr:password` or `urn:acgs:acr:mfa`' }),
    amr: z.array(z.string()).meta({ description: 'RFC 8176' }),
    userAgent: z.string().meta({ description: 'What the browser says it is; the first 200 characters' }),
    current: z.boolean().meta({ description: 'Whether the token of this request rests on it' }),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof SessionSchema>;

export const SessionPageSchema = pageOf(SessionSchema).meta({ id: 'SessionPage' });
export type SessionPage = z.infer<typeof SessionPageSchema>;
