import { createHash, randomBytes } from 'node:crypto';
import type { FormBrowser, Visit } from './form-browser.js';
import type { Answer, Installation } from './installation.js';
import { query } from './people.js';

export const REDIRECT_URI = 'http://127.0.0.1:4999/callback';
const CLIENT = 'desk';

/** A public client that acts for people, in the database alone. */
export async function addClient(
  installation: Installation,
  scopes: readonly string[],
  redirectUri = REDIRECT_URI,
): Promise<void> {
  await query(
    installation,
    `INSERT INTO auth_service.clients
       (id, secret_hash, tenant, roles, permissions, name, auth_method, redirect_uris, post_logout_redirect_uris, scopes,
        constitutional_hash)
     VALUES ($1, $2, 'default', '{}', '{}', 'The desk', 'none', $3, $3, $4, 'cdd01ef066bc6cf2')`,
    [CLIENT, randomBytes(32), [redirectUri], scopes],
  );
}

/** One authorization request (RFC 6749, section 4.1, with PKCE), for a browser that others drive. */
export class AuthorizationRequest {
  private readonly verifier = randomBytes(32).toString('base64url');

  constructor(
    private readonly installation: Installation,
    private readonly redirectUri = REDIRECT_URI,
    private readonly clientId = CLIENT,
  ) {}

  /** Where the browser is sent, from the slash on. */
  path(parameters: Readonly<Record<string, string>>): string {
    const query = new URLSearchParams({
      client_id: this.clientId,
      response_type: 'code',
      redirect_uri: this.redirectUri,
      state: 'st',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...parameters,
    });
    return `/api/v1/oauth/authorize?${query.toString()}`;
  }

  /** What the client gets for the code in the address that the browser was sent back to. */
  redeem({ searchParams }: URL, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      headers,
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: this.clientId,
        code: searchParams.get('code') ?? '',
        code_verifier: this.verifier,
        redirect_uri: this.redirectUri,
      }),
    });
  }
}

/** One authorization request in a browser without script. */
export class Authorization {
  private readonly request: AuthorizationRequest;

  constructor(
    installation: Installation,
    private readonly browser: FormBrowser,
  ) {
    this.request = new AuthorizationRequest(installation);
  }

  open(parameters: Readonly<Record<string, string>>): Promise<Visit> {
    return this.browser.open(this.request.path(parameters));
  }

  redeem({ url }: Visit, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.request.redeem(url, headers);
  }
}
