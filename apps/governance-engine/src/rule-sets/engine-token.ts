import { localClients, ServiceToken } from '@acgs/access';
import { StartError } from '@acgs/contracts';
import type { EngineSettings } from '../config.js';

type TokenSettings = Pick<
  EngineSettings,
  'AUTH_SERVICE_URL' | 'ENGINE_CLIENT_ID' | 'ENGINE_CLIENT_SECRET' | 'ACGS_HOME'
>;

/** The token with which the engine reads the constitution. @throws StartError when it has no secret */
export async function engineToken(settings: TokenSettings): Promise<ServiceToken> {
  const { ENGINE_CLIENT_ID: clientId, AUTH_SERVICE_URL } = settings;
  return new ServiceToken({
    tokenUrl: new URL('/api/v1/oauth/token', AUTH_SERVICE_URL).href,
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
