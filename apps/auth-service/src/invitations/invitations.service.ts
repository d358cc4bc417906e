import type { CallerIdentity } from '@acgs/access';
import {
  type Invitation,
  type InvitationDraft,
  type InvitationPage,
  newUuidV7,
  type Role,
  separatedAmong,
  type UuidPageQuery,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { Mailer } from '../mail/mailer.js';
import { type BearerSecret, newBearerSecret } from '../secrets/bearer-secret.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { UsersRepository } from '../user-records/users.repository.js';
import { EmailTakenError, RolesSeparatedError } from '../users/user.errors.js';
import { invitationMail } from './invitation-mail.js';
import { InvitationNotFoundError, RolesNotHeldError } from './invitation.errors.js';
import { type InvitationRow, InvitationsRepository } from './invitations.repository.js';

/** Why an invitation ended before its time, by who invites. */
type Reason = 'withdrawn' | 'replaced' | 'not-sent';

const GOOD_FOR_MILLISECONDS = 72 * 60 * 60 * 1000;

@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: DataSource,
    private readonly repository: InvitationsRepository,
    private readonly users: UsersRepository,
    private readonly mailer: Mailer,
    private readonly events: SecurityEvents,
    @Inject(AUTH_SETTINGS) private readonly settings: AuthSettings,
  ) {}

  /**
   * Resolves when the mail is on its way; an invitation whose mail is not taken is none.
   *
   * @throws MailNotConfiguredError, MailNotSentError, RolesNotHeldError, RolesSeparatedError, EmailTakenError
   */
  async invite(draft: InvitationDraft, caller: CallerIdentity): Promise<Invitation> {
    this.mailer.requireConfigured();
    await this.requireRoles(draft, caller);
    const { tenant } = caller;
    if ((await this.users.findByEmail(tenant, draft.email)) !== null) throw new EmailTakenError();
    const secret = newBearerSecret(tenant);
    const row = await this.insert(draft, caller, secret);
    try {
      await this.mailer.send(invitationMail(row, this.settings.AUTH_ISSUER, secret));
    } catch (error) {
      await this.end(row.id, 'not-sent', caller);
      throw error;
    }
    return invitationOf(row);
  }

  async list({ tenant }: CallerIdentity, query: UuidPageQuery): Promise<InvitationPage> {
    const rows = await this.repository.list(tenant, query);
    return pageFrom(rows, query.limit, invitationOf, ({ id }) => id);
  }

  /** @throws InvitationNotFoundError */
  async withdraw(caller: CallerIdentity, id: string): Promise<void> {
    if (!(await this.end(id, 'withdrawn', caller))) throw new InvitationNotFoundError();
  }

  /** False when there is none. */
  private end(id: string, reason: Reason, caller: CallerIdentity): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      if (!(await this.repository.delete(caller.tenant, id, transaction))) return false;
      await this.recordEnd(id, reason, caller, transaction);
      return true;
    });
  }

  private recordEnd(
    subject: string,
    reason: Reason,
    { tenant, actor }: CallerIdentity,
    transaction: EntityManager,
  ): Promise<void> {
    const event = { tenant, kind: 'invitation-withdrawn', subject, actor, detail: { reason } } as const;
    return this.events.record(event, transaction);
  }

  private async requireRoles({ roles }: InvitationDraft, caller: CallerIdentity): Promise<void> {
    const held = await this.rolesOf(caller);
    const missing = roles.filter((role) => !held.includes(role));
    if (missing.length > 0) throw new RolesNotHeldError(missing);
    const pair = separatedAmong(roles);
    if (pair !== null) throw new RolesSeparatedError(pair);
  }

  /** The token of a person has permissions alone. Who acts for another brings no roles along. */
  private async rolesOf({
    tenant,
    subject,
    actor,
    principal,
    roles,
  }: CallerIdentity): Promise<readonly Role[]> {
    if (principal !== 'person') return roles;
    const user = actor === subject ? await this.users.find(tenant, subject) : null;
    return user?.roles ?? [];
  }

  private insert(
    { email, name, roles }: InvitationDraft,
    caller: CallerIdentity,
    { hash }: BearerSecret,
  ): Promise<InvitationRow> {
    const { tenant, actor } = caller;
    const id = newUuidV7();
    const expiresAt = new Date(Date.now() + GOOD_FOR_MILLISECONDS);
    const invitation = { tenant, id, tokenHash: hash, email, name, roles, invitedBy: actor, expiresAt };
    return this.database.transaction(async (transaction) => {
      for (const replaced of await this.repository.makeRoom(tenant, email, transaction))
        await this.recordEnd(replaced, 'replaced', caller, transaction);
      const row = await this.repository.insert(invitation, transaction);
      const event = { tenant, kind: 'user-invited', subject: id, actor, detail: { roles } } as const;
      await this.events.record(event, transaction);
      return row;
    });
  }
}

const invitationOf = (row: InvitationRow): Invitation => ({
  id: row.id,
  email: row.email,
  name: row.name,
  roles: [...row.roles],
  invitedBy: row.invitedBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});
