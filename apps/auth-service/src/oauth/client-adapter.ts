import { ClientIdSchema } from '@acgs/access';
import { DEFAULT_TENANT } from '@acgs/contracts';
import { randomBytes } from 'node:crypto';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import type { Client, ClientsRepository } from '../clients/clients.repository.js';

/** With the fields that oidc-provider's error handler makes an answer of. */
class ClientsUnavailableError extends Error {
  readonly statusCode = 503;
  readonly expose = true;
  readonly error_description = 'clients cannot be looked up now';

  constructor(options: ErrorOptions) {
    super('temporarily_unavailable', options);
    this.name = 'ClientsUnavailableError';
  }
}

/** Where oidc-provider finds clients. Access tokens are signed, not stored, and it keeps nothing else. */
export function clientAdapter(clients: ClientsRepository): AdapterFactory {
  return (model) =>
    ({
      find: (id) => (model === 'Client' ? findClient(clients, id) : Promise.resolve(undefined)),
      findByUid: () => refuse(model),
      findByUserCode: () => refuse(model),
      upsert: () => refuse(model),
      consume: () => refuse(model),
      destroy: () => refuse(model),
      revokeByGrantId: () => refuse(model),
    }) satisfies Adapter;
}

const refuse = (model: string): Promise<never> => Promise.reject(new Error(`nothing is kept of ${model}`));

async function findClient(clients: ClientsRepository, id: string): Promise<AdapterPayload | undefined> {
  if (!ClientIdSchema.safeParse(id).success) return undefined;
  try {
    return metadataOf((await clients.find(id)) ?? decoy(id));
  } catch (cause) {
    throw new ClientsUnavailableError({ cause });
  }
}

/** Stands for an unknown client, so that it is refused by the same steps as a wrong secret. */
const decoy = (id: string): Client => ({
  id,
  secretHash: randomBytes(32),
  tenant: DEFAULT_TENANT,
  roles: [],
  permissions: [],
});

const metadataOf = (client: Client): AdapterPayload => ({
  client_id: client.id,
  client_secret: client.secretHash.toString('hex'),
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  tenant: client.tenant,
  roles: [...client.roles],
  permissions: [...client.permissions],
});
