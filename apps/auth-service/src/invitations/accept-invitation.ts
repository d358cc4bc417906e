import { newUuidV7 } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FormTokens } from '../pages/form-tokens.js';
import type { Page, Redirect } from '../pages/page.js';
import { type NewPassword, newPasswordFault } from '../passwords/new-password.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { type BearerSecret, readBearerSecret } from '../secrets/bearer-secret.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { ACCOUNT_PATH } from '../sessions/account-path.js';
import { UsersRepository } from '../user-records/users.repository.js';
import { EmailTakenError } from '../users/user.errors.js';
import { invitationPage } from './invitation-page.js';
import { InvitationOverError } from './invitation.errors.js';
import { type InvitationRow, InvitationsRepository } from './invitations.repository.js';
import { Inviters } from './inviters.js';

export interface AcceptanceForm extends NewPassword {
  readonly token: string;
  readonly form: string;
}

/** The way in: whoever holds the link of an invitation chooses a password, and is a person from then on. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly database: DataSource,
    private readonly invitations: InvitationsRepository,
    private readonly inviters: Inviters,
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly events: SecurityEvents,
    private readonly formTokens: FormTokens,
  ) {}

  /** Looks, and uses nothing up: programs that look into mails open links, too. @throws InvitationOverError */
  async show(token: string): Promise<Page> {
    return this.pageOf(await this.find(token), token, null);
  }

  /** @throws InvitationOverError, ForeignFormError, EmailTakenError */
  async accept({ token, form, ...chosen }: AcceptanceForm): Promise<Page | Redirect> {
    this.formTokens.check(token, form);
    const invitation = await this.find(token);
    const fault = newPasswordFault(chosen, invitation);
    if (fault !== null) return this.pageOf(invitation, token, fault);
    const passwordHash = await this.hasher.hash(chosen.password);
    await this.join(invitation, readBearerSecret(token), passwordHash);
    return { redirectTo: ACCOUNT_PATH };
  }

  private async join(
    invitation: InvitationRow,
    secret: BearerSecret | null,
    passwordHash: string,
  ): Promise<void> {
    const { tenant, id: invitationId, email, name, roles, invitedBy } = invitation;
    const id = newUuidV7();
    await this.database.transaction(async (transaction) => {
      if (!(await this.inviters.stillInvite(invitation, transaction))) throw new InvitationOverError();
      const consumed = secret !== null && (await this.invitations.consume(tenant, secret.hash, transaction));
      if (!consumed) throw new InvitationOverError();
      const user = { tenant, id, email, name, roles, passwordHash };
      if (!(await this.users.insert(user, transaction))) throw new EmailTakenError();
      const detail = { invitation: invitationId, invitedBy, roles };
      await this.events.record({ tenant, kind: 'user-joined', subject: id, actor: id, detail }, transaction);
    });
  }

  private async find(token: string): Promise<InvitationRow> {
    const secret = readBearerSecret(token);
    const found = secret === null ? null : await this.invitations.findByToken(secret.tenant, secret.hash);
    if (found === null) throw new InvitationOverError();
    return found;
  }

  private pageOf(invitation: InvitationRow, token: string, fault: string | null): Page {
    return invitationPage(invitation, { token, form: this.formTokens.of(token) }, fault);
  }
}
