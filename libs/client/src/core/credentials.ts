import type { Attempts } from './attempts.js';
import { Deadline } from './deadline.js';
import { AcgsError, CLIENT_FAULTS } from './errors.js';
import { exchange, type OutgoingRequest } from './exchange.js';
import type { Runtime } from './runtime.js';
import { type AccessToken, fixedToken, RenewedTokens, type TokenSource } from './token-source.js';

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Permissions to ask for, with spaces between them; all that the client has unless told. */
  readonly scope?: string;
}

export interface ApiKeyCredentials {
  /** `acgs_...`, sent as it is. */
  readonly apiKey: string;
}

export interface TokenFunction {
  /**
   * Gives an access token: a string for this request, or with its lifetime to be kept for as long. It is told the last
   * token that was answered 401.
   */
  readonly accessToken: (refused: string | null) => Promise<string | AccessToken>;
}

/** A secret belongs into a service; a browser gets its tokens from a function. */
export type Credentials = ClientCredentials | ApiKeyCredentials | TokenFunction;

const TOKEN_PATH = '/api/v1/oauth/token';
const TOKEN_MILLISECONDS = 10_000;

export function tokenSourceOf(
  credentials: Credentials,
  baseUrl: string,
  attempts: Attempts,
  runtime: Runtime,
): TokenSource {
  if ('apiKey' in credentials) return fixedToken(credentials.apiKey);
  if ('clientId' in credentials) {
    return new RenewedTokens(() => clientToken(credentials, baseUrl, attempts, runtime), runtime);
  }
  return new RenewedTokens((refused) => givenToken(credentials, refused), runtime);
}

async function givenToken({ accessToken }: TokenFunction, refused: string | null): Promise<AccessToken> {
  try {
    const given = await accessToken(refused);
    return typeof given === 'string' ? { token: given, expiresInSeconds: 0 } : given;
  } catch (cause) {
    throw new AcgsError('The function that gives access tokens failed', {
      type: CLIENT_FAULTS.noToken,
      cause,
    });
  }
}

/** RFC 6749, section 4.4. Another token does no harm, so the request may be repeated. */
async function clientToken(
  { clientId, clientSecret, scope }: ClientCredentials,
  baseUrl: string,
  attempts: Attempts,
  runtime: Runtime,
): Promise<AccessToken> {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope !== undefined) form.set('scope', scope);
  const request: OutgoingRequest = {
    method: 'POST',
    url: `${baseUrl}${TOKEN_PATH}`,
    headers: {
      Authorization: `Basic ${btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: form.toString(),
    repeatable: true,
  };
  const limits = { retries: 2, attemptTimeoutMilliseconds: TOKEN_MILLISECONDS };
  const deadline = new Deadline(TOKEN_MILLISECONDS, undefined, runtime.now);
  try {
    const answer = await attempts.run(request, limits, deadline, ({ signal }) =>
      exchange(request, signal, runtime),
    );
    return tokenOf(answer.body);
  } finally {
    deadline.end();
  }
}

/** RFC 6749, section 2.3.1: encoded as a form before it becomes Basic. */
const formEncoded = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);

function tokenOf(body: unknown): AccessToken {
  const { access_token: token, expires_in: seconds } = (body ?? {}) as Partial<Record<string, unknown>>;
  if (typeof token === 'string' && typeof seconds === 'number') return { token, expiresInSeconds: seconds };
  throw new AcgsError('The token endpoint answers something else than a token', {
    type: CLIENT_FAULTS.answerUnusable,
  });
}
