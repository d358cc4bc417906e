import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Mailer } from '../mail/mailer.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { SessionEndings } from '../session-endings/session-endings.js';
import { type UserRow, UsersRepository } from '../user-records/users.repository.js';
import { changedMail } from './password-mails.js';
import { PasswordResetsRepository } from './password-resets.repository.js';

/** A new password ends what was begun with the old one. */
@Injectable()
export class PasswordChanges {
  constructor(
    private readonly database: DataSource,
    private readonly users: UsersRepository,
    private readonly resets: PasswordResetsRepository,
    private readonly hasher: PasswordHasher,
    private readonly endings: SessionEndings,
    private readonly events: SecurityEvents,
    private readonly mailer: Mailer,
  ) {}

  /**
   * Sessions but perhaps one, all tokens and open resets end; `first` runs before that, in the same transaction.
   * False when the password is another one since `user` was read: of any number at the same time one gets through.
   */
  async change(
    user: UserRow,
    password: string,
    exceptSessionId: string | null,
    first: (transaction: EntityManager) => Promise<void> = () => Promise.resolve(),
  ): Promise<boolean> {
    const { tenant, id } = user;
    const passwordHash = await this.hasher.hash(password);
    const isChanged = await this.database.transaction(async (transaction) => {
      if (!(await this.users.setPassword(user, passwordHash, transaction))) return false;
      await first(transaction);
      await this.resets.deleteOf(tenant, id, transaction);
      await this.events.record({ tenant, kind: 'password-changed', subject: id, actor: id }, transaction);
      await this.endings.endAllOf(user, transaction, exceptSessionId);
      return true;
    });
    if (isChanged) this.mailer.sendLater('password-changed', () => Promise.resolve(changedMail(user)));
    return isChanged;
  }
}
