import { z } from 'zod';
import { RoleSchema } from './access.js';
import { AgentRoleSchema, DelegablePermissionSchema } from './agent.js';
import { ClientIdSchema, ClientJwksSchema, RedirectUriSchema } from './oauth-client.js';
import { pageOf, pageQueryFields } from './pagination.js';
import { PermissionSchema } from './permission.js';

const distinct = <Item extends z.ZodType<string>>(item: Item, most: number): z.ZodArray<Item> =>
  z
    .array(item)
    .max(most)
    .refine((items) => new Set(items).size === items.length, 'must not name anything twice');

/** Stands on the page that asks people for their consent: nothing in it turns the direction of the text. */
const ClientNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u, 'must not contain control characters')
  .meta({ description: 'What people are shown' });

const ROLES = distinct(AgentRoleSchema, AgentRoleSchema.options.length);
const PERMISSIONS = distinct(DelegablePermissionSchema, DelegablePermissionSchema.options.length);
const SCOPES = distinct(PermissionSchema, PermissionSchema.options.length).meta({
  description: 'The permissions that it may be given for a person',
});
const REDIRECT_URIS = distinct(RedirectUriSchema, 10);
const DPOP_BOUND = z.boolean().meta({ description: 'It gets tokens bound to a key alone (RFC 9449)' });

const ClientAuthMethodSchema = z.enum(['client_secret', 'private_key_jwt', 'none']).meta({
  id: 'ClientAuthMethod',
  description: '`client_secret` is sent as HTTP Basic or in the form; `none` is a public client',
});
export type ClientAuthMethod = z.infer<typeof ClientAuthMethodSchema>;

interface ClientParts {
  readonly authMethod: ClientAuthMethod;
  readonly jwks?: object | null | undefined;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

/** What does not fit how a client proves who it is; null when all does. */
export function misfitOf(client: ClientParts): { readonly field: string; readonly message: string } | null {
  const { authMethod, jwks = null, roles, permissions } = client;
  if (authMethod === 'private_key_jwt' && jwks === null)
    return { field: 'jwks', message: 'must be there with private_key_jwt' };
  if (authMethod !== 'private_key_jwt' && jwks !== null)
    return { field: 'jwks', message: 'is for private_key_jwt alone' };
  if (authMethod === 'none' && roles.length + permissions.length > 0)
    return {
      field: roles.length > 0 ? 'roles' : 'permissions',
      message: 'must be empty for a public client: anybody could use them',
    };
  return null;
}

export const ClientRegistrationSchema = z
  .strictObject({
    name: ClientNameSchema,
    authMethod: ClientAuthMethodSchema,
    jwks: ClientJwksSchema.optional(),
    roles: ROLES.default([]),
    permissions: PERMISSIONS.default([]),
    scopes: SCOPES.default([]),
    redirectUris: REDIRECT_URIS.default([]),
    postLogoutRedirectUris: REDIRECT_URIS.default([]),
    dpopBound: DPOP_BOUND.default(false),
  })
  .superRefine((client, context) => {
    const misfit = misfitOf(client);
    if (misfit !== null) context.addIssue({ code: 'custom', path: [misfit.field], message: misfit.message });
  })
  .meta({ id: 'ClientRegistration' });
export type ClientRegistration = z.infer<typeof ClientRegistrationSchema>;

export const ClientChangeSchema = z
  .strictObject({
    name: ClientNameSchema.optional(),
    jwks: ClientJwksSchema.optional(),
    roles: ROLES.optional(),
    permissions: PERMISSIONS.optional(),
    scopes: SCOPES.optional(),
    redirectUris: REDIRECT_URIS.optional(),
    postLogoutRedirectUris: REDIRECT_URIS.optional(),
    dpopBound: DPOP_BOUND.optional(),
  })
  .meta({ id: 'ClientChange', description: 'What is not named stays as it is' });
export type ClientChange = z.infer<typeof ClientChangeSchema>;

export const OAuthClientSchema = z
  .strictObject({
    id: z
      .string()
      .meta({ description: 'Its client id, and the subject of the tokens that it gets for itself' }),
    name: z.string().nullable(),
    authMethod: ClientAuthMethodSchema,
    jwks: ClientJwksSchema.nullable(),
    roles: z.array(RoleSchema),
    permissions: z.array(PermissionSchema),
    scopes: z.array(PermissionSchema),
    redirectUris: z.array(z.string()),
    postLogoutRedirectUris: z.array(z.string()),
    dpopBound: z.boolean(),
    inFile: z.boolean().meta({ description: 'The clients file names it: it is changed there alone' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'OAuthClient' });
export type OAuthClient = z.infer<typeof OAuthClientSchema>;

export const OAuthClientWithSecretSchema = OAuthClientSchema.extend({
  secret: z
    .string()
    .nullable()
    .meta({ description: 'Shown this once; null for a client that does not authenticate with one' }),
}).meta({ id: 'OAuthClientWithSecret' });
export type OAuthClientWithSecret = z.infer<typeof OAuthClientWithSecretSchema>;

export const ClientParametersSchema = z.strictObject({ clientId: ClientIdSchema });
export type ClientParameters = z.infer<typeof ClientParametersSchema>;

export const ClientPageQuerySchema = z.strictObject({
  ...pageQueryFields,
  cursor: ClientIdSchema.optional().meta({ description: '`nextCursor` of the page before' }),
});
export type ClientPageQuery = z.infer<typeof ClientPageQuerySchema>;

export const OAuthClientPageSchema = pageOf(OAuthClientSchema).meta({ id: 'OAuthClientPage' });
export type OAuthClientPage = z.infer<typeof OAuthClientPageSchema>;
