import type { Client } from './clients.repository.js';

/** Those that are registered as agents, which alone have an end, and those that have the role. */
export const isAgent = ({ roles, expiresAt }: Pick<Client, 'roles' | 'expiresAt'>): boolean =>
  expiresAt !== null || roles.includes('agent');
