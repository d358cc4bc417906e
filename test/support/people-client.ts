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
  tenant = 'default',
): Promise<void> {
  await query(
    installation,
    `INSERT INTO auth_service.clients
       (id, secret_hash, tenant, roles, permissions, name, auth_method, redirect_uris, scopes, constitutional_hash)
     VALUES ($1, $2, $3, '{}', '{}', 'The desk', 'none', $4, $5, 'cdd01ef066bc6cf2')`,
    [CLIENT, randomBytes(32), tenant, [REDIRECT_URI], scopes],
  );
}

/** One authorization request (RFC 6749, section 4.1, with PKCE). */
export class Authorization {
  private readonly verifier = randomBytes(32).toString('base64url');

  constructor(
    private readonly installation: Installation,
    private readonly browser: FormBrowser,
  ) {}

  open(parameters: Readonly<Record<string, string>>): Promise<Visit> {
    const query = new URLSearchParams({
      client_id: CLIENT,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      state: 'st',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...parameters,
    });
    return this.browser.open(`/api/v1/oauth/authorize?${query.toString()}`);
  }

  /** What the client gets for the code that the browser was sent back with. */
  async redeem({ url }: Visit): Promise<Answer> {
    return this.installation.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: CLIENT,
        code: url.searchParams.get('code') ?? '',
        code_verifier: this.verifier,
        redirect_uri: REDIRECT_URI,
      }),
    });
  }
}
