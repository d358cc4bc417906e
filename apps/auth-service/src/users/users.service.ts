import type { CallerIdentity } from '@acgs/access';
import { type Role, separatedAmong, type User, type UserPage, type UuidPageQuery } from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AgentsService } from '../agents/agents.service.js';
import { IdentityEndings } from '../identity-endings/identity-endings.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { SessionEndings } from '../session-endings/session-endings.js';
import {
  AdministratorNoMoreError,
  ApproverOwnsAgentsError,
  OwnActivationError,
  OwnRolesError,
  RolesSeparatedError,
  UserNotFoundError,
} from './user.errors.js';
import { type UserRow, UsersRepository } from '../user-records/users.repository.js';

@Injectable()
export class UsersService {
  constructor(
    private readonly database: DataSource,
    private readonly repository: UsersRepository,
    private readonly agents: AgentsService,
    private readonly endings: SessionEndings,
    private readonly identityEndings: IdentityEndings,
    private readonly events: SecurityEvents,
  ) {}

  async list({ tenant }: CallerIdentity, query: UuidPageQuery): Promise<UserPage> {
    const rows = await this.repository.list(tenant, query);
    return pageFrom(rows, query.limit, userOf, ({ id }) => id);
  }

  /** @throws UserNotFoundError */
  async find({ tenant }: CallerIdentity, id: string): Promise<User> {
    const row = await this.repository.find(tenant, id);
    if (row === null) throw new UserNotFoundError();
    return userOf(row);
  }

  /**
   * Tokens with the roles of before are refused from then on; sessions go on, and get tokens with the new ones.
   *
   * What the person has invited to, and could not any more, ends.
   *
   * @throws OwnRolesError, RolesSeparatedError, UserNotFoundError, AdministratorNoMoreError, ApproverOwnsAgentsError
   */
  async setRoles(caller: CallerIdentity, id: string, roles: readonly Role[]): Promise<User> {
    if (caller.subject === id || caller.actor === id) throw new OwnRolesError();
    const pair = separatedAmong(roles);
    if (pair !== null) throw new RolesSeparatedError(pair);
    await this.changing(caller, async (transaction) => {
      const before = await this.repository.lockedRoles(caller.tenant, id, transaction);
      if (before === null) throw new UserNotFoundError();
      if (roles.includes('approver') && (await this.agents.ownsOneThatAsks(caller.tenant, id, transaction)))
        throw new ApproverOwnsAgentsError();
      await this.repository.setRoles(caller.tenant, id, roles, transaction);
      if (await this.recordRoles(caller, id, before, roles, transaction)) {
        await this.identityEndings.endInvitationsOf(
          { tenant: caller.tenant, id },
          roles,
          caller.actor,
          transaction,
        );
        await this.endings.revokeTokensOf(id, transaction);
      }
    });
    return this.find(caller, id);
  }

  /**
   * Without activation every session and token ends at once, and nobody signs in. The person's agents, API keys,
   * delegations and invitations end for good.
   *
   * @throws OwnActivationError, UserNotFoundError, AdministratorNoMoreError
   */
  async setActive(caller: CallerIdentity, id: string, active: boolean): Promise<User> {
    if (caller.subject === id || caller.actor === id) throw new OwnActivationError();
    await this.find(caller, id);
    await this.changing(caller, async (transaction) => {
      const changed = await this.repository.setActive(caller.tenant, id, active, transaction);
      if (!changed) return;
      const { tenant, actor } = caller;
      const kind = active ? 'user-enabled' : 'user-disabled';
      await this.events.record({ tenant, kind, subject: id, actor }, transaction);
      if (active) return;
      await this.identityEndings.endAllOf({ tenant, id }, actor, transaction);
      await this.endings.endAllOf({ tenant, id }, transaction);
    });
    return this.find(caller, id);
  }

  /** One after the other, by whoever may still: a tenant whose persons change each other is never without one who can. */
  private async changing(
    { tenant, principal, actor }: CallerIdentity,
    work: (transaction: EntityManager) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const administrators = await this.repository.lockAdministrators(tenant, transaction);
      if (principal === 'person' && !administrators.includes(actor)) throw new AdministratorNoMoreError();
      await work(transaction);
    });
  }

  /** False when nothing changes. */
  private async recordRoles(
    { tenant, actor }: CallerIdentity,
    subject: string,
    before: readonly Role[],
    after: readonly Role[],
    transaction: EntityManager,
  ): Promise<boolean> {
    const granted = after.filter((role) => !before.includes(role));
    const revoked = before.filter((role) => !after.includes(role));
    for (const role of granted) {
      const event = { tenant, kind: 'role-granted', subject, actor, detail: { role } } as const;
      await this.events.record(event, transaction);
    }
    for (const role of revoked) {
      const event = { tenant, kind: 'role-revoked', subject, actor, detail: { role } } as const;
      await this.events.record(event, transaction);
    }
    return granted.length + revoked.length > 0;
  }
}

const userOf = ({ id, email, name, roles, disabledAt, secondFactor, createdAt }: UserRow): User => ({
  id,
  email,
  name,
  roles: [...roles],
  active: disabledAt === null,
  secondFactor,
  createdAt: createdAt.toISOString(),
});
