import type { DelegationRow } from './delegations.repository.js';

export const isLive = ({ revokedAt, expiresAt }: Pick<DelegationRow, 'revokedAt' | 'expiresAt'>): boolean =>
  revokedAt === null && expiresAt > new Date();
