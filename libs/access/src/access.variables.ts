import { z } from 'zod';

/** Environment variables of every service that verifies access tokens. */
export const accessVariables = {
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/, abort: true })
    .refine((url) => `${new URL(url).origin}/` === new URL(url).href, {
      message: 'must be an origin alone, such as https://acgs.example.com',
    })
    .optional()
    .meta({
      description:
        'where callers reach the gateway, such as `https://acgs.example.com`, the same for all services: [proofs](oauth.md#tokens-bound-to-a-key) made for it are accepted; stands in `/.well-known/authzen-configuration`, which without it answers callers on the same machine alone',
      accepts: 'http(s) origin',
      unset: "none; under `npm start` the gateway's address",
    }),
  AUTH_ISSUER: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:8016')
    .meta({
      description:
        '`iss` of the tokens, letter for letter, the same for all services; tokens of another issuer are a 401',
      accepts: 'http(s) URL',
    }),
  AUTH_JWKS_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:8016/.well-known/jwks.json')
    .meta({
      description:
        'where the keys for tokens are; when it does not answer, unknown tokens are a 503. API keys (`acgs_…`) are sent to the same origin: it has to be auth-service or a way to it, and no mirror',
      accepts: 'http(s) URL',
    }),
  AUTH_AUDIENCE: z.string().min(1).max(255).default('urn:acgs:api').meta({
    description: '`aud` of the tokens, the same for all services; tokens for another audience are a 401',
  }),
};

export interface AccessSettings {
  /** `iss` of the tokens that are accepted, letter for letter. */
  readonly AUTH_ISSUER: string;
  readonly AUTH_JWKS_URL: string;
  readonly AUTH_AUDIENCE: string;
  /** Proofs (RFC 9449) made for it are accepted, beside those made for the service's own address. */
  readonly PUBLIC_ORIGIN?: string | undefined;
}

/** Injection token of `AccessSettings`. */
export const ACCESS_SETTINGS = Symbol('access-settings');
