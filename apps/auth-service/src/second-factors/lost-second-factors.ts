import type { CallerIdentity } from '@acgs/access';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Mailer } from '../mail/mailer.js';
import { SessionEndings } from '../session-endings/session-endings.js';
import { UsersRepository } from '../user-records/users.repository.js';
import { UserNotFoundError } from '../users/user.errors.js';
import { removedMail } from './removed-mail.js';
import { OwnSecondFactorError, SecondFactorNotFoundError } from './second-factor.errors.js';
import { SecondFactorsService } from './second-factors.service.js';

/** The way back for whoever has lost the app and the recovery codes: an administrator, who knows that it is this person. */
@Injectable()
export class LostSecondFactors {
  constructor(
    private readonly database: DataSource,
    private readonly users: UsersRepository,
    private readonly secondFactors: SecondFactorsService,
    private readonly endings: SessionEndings,
    private readonly mailer: Mailer,
  ) {}

  /**
   * Every session and token ends with it, and the person is told by mail.
   *
   * @throws OwnSecondFactorError, UserNotFoundError, SecondFactorNotFoundError
   */
  async remove({ tenant, subject, actor }: CallerIdentity, id: string): Promise<void> {
    if (subject === id || actor === id) throw new OwnSecondFactorError();
    const user = await this.users.find(tenant, id);
    if (user === null) throw new UserNotFoundError();
    await this.database.transaction(async (transaction) => {
      const isRemoved = await this.secondFactors.removeWithin(transaction, user, actor);
      if (!isRemoved) throw new SecondFactorNotFoundError();
      await this.endings.endAllOf(user, transaction);
    });
    this.mailer.sendLater('second-factor-removed', () => Promise.resolve(removedMail(user)));
  }
}
