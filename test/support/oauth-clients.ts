import type { OAuthClientWithSecret } from '@acgs/contracts';
import type { Answer, CallOptions, Installation } from './installation.js';

const CLIENTS = '/api/v1/auth/clients';

/** The management of clients, by the client `admin` unless told. */
export const callClients = (
  installation: Installation,
  method: string,
  path = '',
  options: CallOptions = {},
): Promise<Answer> => installation.call('auth-service', method, `${CLIENTS}${path}`, options);

/** A client with a secret and the role `agent` unless told. */
export async function registerClient(
  installation: Installation,
  body: Readonly<Record<string, unknown>> = {},
): Promise<OAuthClientWithSecret & { readonly secret: string }> {
  const registration = { name: 'Reports', authMethod: 'client_secret', roles: ['agent'], ...body };
  const answer = await callClients(installation, 'POST', '', { body: registration });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body as OAuthClientWithSecret & { secret: string };
}
