import { z } from 'zod';

/** Environment variables of every service that verifies access tokens. */
export const accessVariables = {
  /** Where callers reach the gateway, through whatever stands before it. */
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/, abort: true })
    .refine((url) => `${new URL(url).origin}/` === new URL(url).href, {
      message: 'must be an origin alone, such as https://acgs.example.com',
    })
    .optional(),
  AUTH_ISSUER: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8016'),
  AUTH_JWKS_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8016/.well-known/jwks.json'),
  AUTH_AUDIENCE: z.string().min(1).max(255).default('urn:acgs:api'),
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
