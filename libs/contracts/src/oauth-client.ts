import { z } from 'zod';
import { PermissionSchema } from './permission.js';

export const ClientIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    'must be 1 to 128 letters, digits, dots, dashes or underscores',
  );

const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/, 'must be base64url');
/** 2048 bits. */
const modulus = z.string().regex(/^[A-Za-z0-9_-]{342,1400}$/, 'must be base64url of 2048 bits or more');
const keyFields = {
  kid: z.string().min(1).max(256).optional(),
  use: z.literal('sig').optional(),
};

/** Public keys alone: a private part is an unknown field. */
const ClientJwkSchema = z.discriminatedUnion('kty', [
  z.strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: base64url,
    y: base64url,
    alg: z.literal('ES256').optional(),
    ...keyFields,
  }),
  z.strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: base64url,
    alg: z.enum(['EdDSA', 'Ed25519']).optional(),
    ...keyFields,
  }),
  z.strictObject({
    kty: z.literal('RSA'),
    n: modulus,
    e: z.enum(['AQAB', 'Aw']).meta({ description: '65537 or 3' }),
    alg: z.enum(['RS256', 'PS256']).optional(),
    ...keyFields,
  }),
]);

export const ClientJwksSchema = z
  .strictObject({
    keys: z
      .array(ClientJwkSchema)
      .min(1)
      .max(10)
      .refine((keys) => new Set(keys.map(({ kid }, at) => kid ?? at)).size === keys.length, {
        error: 'must not have a kid twice',
      }),
  })
  .meta({ id: 'ClientJwks', description: 'RFC 7517; public keys that the client signs its assertions with' });
export type ClientJwks = z.infer<typeof ClientJwksSchema>;

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);
const REDIRECT_URI = 'must be an https address, or http on the loopback, without user, fragment and wildcard';

/** Compared letter for letter with what a request says. */
export const RedirectUriSchema = z
  .string()
  .max(2048)
  .refine((uri) => isRedirectUri(uri), { error: REDIRECT_URI });

function isRedirectUri(uri: string): boolean {
  const url = URL.parse(uri);
  if (url === null || /[#*\s\\]/.test(uri) || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

/** What a client may be told beside its tenant, its rights and its secret. */
export const oauthClientFields = {
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .meta({ description: 'What people are shown' }),
  redirectUris: z.array(RedirectUriSchema).max(10).default([]),
  postLogoutRedirectUris: z.array(RedirectUriSchema).max(10).default([]),
  scopes: z
    .array(PermissionSchema)
    .default([])
    .meta({ description: 'The permissions that it may be given for a person' }),
  dpopBound: z
    .boolean()
    .default(false)
    .meta({ description: 'It gets tokens bound to a key alone (RFC 9449)' }),
};
