import type { ApiClient } from '../installation/api-client.js';
import type { Installation } from '../installation/installation.js';

/** Who has a part in an evolution, each with rights of its own. */
export interface EvolutionClients {
  readonly admin: ApiClient;
  /** Asks for decisions. */
  readonly assistant: ApiClient;
  /** Starts runs. */
  readonly author: ApiClient;
  /** Labels decisions, promotes candidates and puts versions in force. */
  readonly approver: ApiClient;
}

export async function evolutionClients(installation: Installation): Promise<EvolutionClients> {
  return {
    admin: await installation.login('admin'),
    assistant: await installation.login('demo-agent'),
    author: await installation.login('author'),
    approver: await installation.login('approver'),
  };
}
