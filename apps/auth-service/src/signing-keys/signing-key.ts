import { TOKEN_ALGORITHM } from '@acgs/access';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

const PublicJwkSchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal(TOKEN_ALGORITHM),
  use: z.literal('sig'),
});
export type PublicJwk = z.infer<typeof PublicJwkSchema>;

export const RotationSchema = z
  .strictObject({
    kid: z.string(),
    signsFrom: z.iso.datetime().meta({ description: 'By then every verifier has it' }),
    previousRetireAt: z.iso
      .datetime()
      .meta({ description: 'By then the last token of the keys before it has expired' }),
  })
  .meta({ id: 'SigningKeyRotation' });
export type Rotation = z.infer<typeof RotationSchema>;

export const KeySetSchema = z.object({ keys: z.array(PublicJwkSchema) }).meta({ id: 'KeySet' });
export type KeySet = z.infer<typeof KeySetSchema>;

export const PrivateJwkSchema = PublicJwkSchema.extend({ d: z.string() });
/** The key that access tokens are signed with (RFC 7517). */
export type PrivateJwk = z.infer<typeof PrivateJwkSchema>;

/** Its `kid` is its RFC 7638 thumbprint. */
export async function createSigningKey(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return PrivateJwkSchema.parse({ ...jwk, kid, alg: TOKEN_ALGORITHM, use: 'sig' });
}

/** What everybody may know of the key: an object without its private part. */
export const publicPartOf = (key: PrivateJwk): PublicJwk => PublicJwkSchema.parse(key);
