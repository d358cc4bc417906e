import { permissionsOf, type Role } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClientsRepository } from '../clients/clients.repository.js';
import { UsersRepository } from '../user-records/users.repository.js';
import type { InvitationRow } from './invitations.repository.js';

/** Whoever has invited stands for it until the invitation is used. */
@Injectable()
export class Inviters {
  constructor(
    private readonly users: UsersRepository,
    private readonly clients: ClientsRepository,
  ) {}

  /** Whether the inviter still could invite so; a person can until the transaction ends. */
  async stillInvite(
    { tenant, invitedBy, roles }: Pick<InvitationRow, 'tenant' | 'invitedBy' | 'roles'>,
    transaction: EntityManager,
  ): Promise<boolean> {
    const person = await this.users.heldRoles(tenant, invitedBy, transaction);
    if (person !== null) return mayInvite(person, [], roles);
    const client = await this.clients.find(invitedBy);
    return client?.tenant === tenant && mayInvite(client.roles, client.permissions, roles);
  }
}

const mayInvite = (
  held: readonly Role[],
  permissions: Parameters<typeof permissionsOf>[1],
  given: readonly Role[],
): boolean =>
  permissionsOf(held, permissions).includes('users:write') && given.every((role) => held.includes(role));
