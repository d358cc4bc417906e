import { type Permission, permissionsOf } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { ClientsRepository } from '../clients/clients.repository.js';

export interface Subject {
  readonly tenant: string;
  readonly principal: 'person' | 'client';
  readonly id: string;
}

export interface Rights {
  readonly permissions: ReadonlySet<Permission>;
  /** When they end by themselves. */
  readonly expiresAt: Date | null;
}

/** What somebody may do now, whatever a token, key or delegation says. */
@Injectable()
export class SubjectRights {
  constructor(private readonly clients: ClientsRepository) {}

  /** Null for nobody: gone, expired, revoked, or of another tenant. */
  async of({ tenant, principal, id }: Subject): Promise<Rights | null> {
    const client = principal === 'client' ? await this.clients.find(id) : null;
    if (client?.tenant !== tenant) return null;
    return {
      permissions: new Set(permissionsOf(client.roles, client.permissions)),
      expiresAt: client.expiresAt,
    };
  }
}
