import { localClients, ServiceToken } from '@acgs/access';
import { StartError } from '@acgs/contracts';
import type { HttpClients } from '@acgs/http-client';
import type { EngineSettings } from '../config.js';

type TokenSettings = Pick<EngineSettings, 'ENGINE_CLIENT_ID' | 'ENGINE_CLIENT_SECRET' | 'ACGS_HOME'>;

/** The token with which the engine reads the constitution and the log. @throws StartError when it has no secret */
export async function engineToken(settings: TokenSettings, clients: HttpClients): Promise<ServiceToken> {
  const { ENGINE_CLIENT_ID: clientId } = settings;
  return new ServiceToken({
    authService: clients.of('auth-service'),
    clientId,
    clientSecret: settings.ENGINE_CLIENT_SECRET ?? (await localSecret(settings)),
  });
}

async function localSecret({ ACGS_HOME, ENGINE_CLIENT_ID }: TokenSettings): Promise<string> {
  const clients = await localClients(ACGS_HOME);
  const client = clients.find(({ id }) => id === ENGINE_CLIENT_ID);
  if (client !== undefined) return client.secret;
  throw new StartError(`The client ${ENGINE_CLIENT_ID} is not known here: set ENGINE_CLIENT_SECRET.`);
}
