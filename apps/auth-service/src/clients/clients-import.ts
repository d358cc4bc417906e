import { clientsOfHome, type ConfiguredClient, readClientsFile } from '@acgs/access';
import type { ClientAuthMethod } from '@acgs/contracts';
import { ConfigurationError } from '@acgs/service';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { hashOfNoSecret, hashOfSecret } from './client-secret.js';
import { ClientsRepository } from './clients.repository.js';

/**
 * Brings the clients of the file into the database at each start; those that only the database has stay. What the file
 * names is changed there alone: whatever else changed it would be undone by the next start.
 */
@Injectable()
export class ClientsImport implements OnModuleInit {
  private inFile: ReadonlySet<string> = new Set();

  constructor(
    private readonly repository: ClientsRepository,
    @Inject(AUTH_SETTINGS) private readonly settings: AuthSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    const clients = await this.clients();
    this.inFile = new Set(clients.map(({ id }) => id));
    await this.repository.upsert(
      clients.map(({ secret, public: isPublic, ...client }) => ({
        ...client,
        secretHash: secret === null ? hashOfNoSecret() : hashOfSecret(secret),
        authMethod: authMethodOf(isPublic, secret),
      })),
    );
  }

  /** Whether the file, as it was at the start, has this client. */
  names(id: string): boolean {
    return this.inFile.has(id);
  }

  private clients(): Promise<readonly ConfiguredClient[]> {
    const { AUTH_CLIENTS_FILE, ACGS_HOME, NODE_ENV } = this.settings;
    if (AUTH_CLIENTS_FILE === undefined && NODE_ENV === 'production') {
      throw new ConfigurationError('In production no clients are made: set AUTH_CLIENTS_FILE.');
    }
    return AUTH_CLIENTS_FILE === undefined ? clientsOfHome(ACGS_HOME) : readClientsFile(AUTH_CLIENTS_FILE);
  }
}

function authMethodOf(isPublic: boolean, secret: string | null): ClientAuthMethod {
  if (isPublic) return 'none';
  return secret === null ? 'private_key_jwt' : 'client_secret';
}
