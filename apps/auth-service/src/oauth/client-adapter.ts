import { ClientIdSchema } from '@acgs/contracts';
import type { Adapter } from 'oidc-provider';
import type { ClientsRepository } from '../clients/clients.repository.js';
import { decoy, metadataOf } from './client-metadata.js';
import { RecordsUnavailableError } from './oauth.errors.js';

/** Where oidc-provider finds clients; it never changes them. */
export const clientAdapter = (clients: ClientsRepository): Adapter => ({
  find: async (id) => {
    if (!ClientIdSchema.safeParse(id).success) return undefined;
    try {
      return metadataOf((await clients.find(id)) ?? decoy(id));
    } catch (cause) {
      throw new RecordsUnavailableError({ cause });
    }
  },
  findByUid: refuse,
  findByUserCode: refuse,
  upsert: refuse,
  consume: refuse,
  destroy: refuse,
  revokeByGrantId: refuse,
});

const refuse = (): Promise<never> => Promise.reject(new Error('clients are read alone'));
