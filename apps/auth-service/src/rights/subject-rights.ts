import { type Permission, permissionsOf } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { isAgent } from '../clients/client-agent.js';
import { ClientsRepository } from '../clients/clients.repository.js';
import { UserAccounts } from '../user-records/user-accounts.js';

export interface Subject {
  readonly tenant: string;
  readonly principal: 'person' | 'client';
  readonly id: string;
}

export interface Rights {
  readonly permissions: ReadonlySet<Permission>;
  readonly isAgent: boolean;
  /** When they end by themselves. */
  readonly expiresAt: Date | null;
}

/** What somebody may do now, whatever a token, key or delegation says. */
@Injectable()
export class SubjectRights {
  constructor(
    private readonly clients: ClientsRepository,
    private readonly accounts: UserAccounts,
  ) {}

  /** Null for nobody: gone, disabled, expired, revoked, or of another tenant. */
  of(subject: Subject): Promise<Rights | null> {
    return subject.principal === 'person' ? this.ofPerson(subject) : this.ofClient(subject);
  }

  private async ofPerson({ tenant, id }: Subject): Promise<Rights | null> {
    const person = await this.accounts.find(id);
    if (person?.tenant !== tenant) return null;
    return { permissions: new Set(permissionsOf(person.roles)), isAgent: false, expiresAt: null };
  }

  private async ofClient({ tenant, id }: Subject): Promise<Rights | null> {
    const client = await this.clients.find(id);
    if (client?.tenant !== tenant) return null;
    return {
      permissions: new Set(permissionsOf(client.roles, client.permissions)),
      isAgent: isAgent(client),
      expiresAt: client.expiresAt,
    };
  }
}
