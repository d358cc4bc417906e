import { StartError } from '@acgs/contracts';
import type { UpstreamClient } from '@acgs/http-client';
import { localClients } from './clients-file.js';
import { ServiceToken } from './service-token.js';

interface ServiceClient {
  readonly id: string;
  /** Without it the secret comes from the clients file of this machine. */
  readonly secret: string | undefined;
  readonly home: string;
  /** The setting that would have the secret, for whoever is told that there is none. */
  readonly secretVariable: string;
}

/** The token with which a service calls others as its client. @throws StartError when there is no secret */
export async function serviceTokenOf(
  client: ServiceClient,
  authService: UpstreamClient,
): Promise<ServiceToken> {
  const clientSecret = client.secret ?? (await localSecret(client));
  return new ServiceToken({ authService, clientId: client.id, clientSecret });
}

async function localSecret({ id, home, secretVariable }: ServiceClient): Promise<string> {
  const client = (await localClients(home)).find((one) => one.id === id);
  if (client !== undefined) return client.secret;
  throw new StartError(`The client ${id} is not known here: set ${secretVariable}.`);
}
