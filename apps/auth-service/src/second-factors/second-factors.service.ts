import { seal, unseal } from '@acgs/sealed-keys';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AUTH_SECRETS, type AuthSecrets } from '../secrets/auth-secrets.js';
import { SecurityEvents } from '../security-events/security-events.js';
import type { Person } from '../session-endings/session-endings.js';
import { type KnownUser, UsersRepository } from '../user-records/users.repository.js';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { SecondFactorUnreadableError } from './second-factor.errors.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { totpStep } from './totp.js';

/** `otp` and `kba`-like words of RFC 8176: what the second step was done with. */
export type SecondStep = 'otp' | 'recovery';

const CODE = /^\d{6}$/;

@Injectable()
export class SecondFactorsService {
  constructor(
    private readonly database: DataSource,
    private readonly repository: SecondFactorsRepository,
    private readonly users: UsersRepository,
    private readonly events: SecurityEvents,
    @Inject(AUTH_SECRETS) private readonly secrets: AuthSecrets,
  ) {}

  /**
   * Recovery codes, shown this once, when the app gives the right code for this secret. Null when it does not, and when there is
   * a second factor already or the password is another one since `user` was read.
   */
  async add(user: KnownUser, secret: string, code: string): Promise<readonly string[] | null> {
    const { tenant, id } = user;
    const step = totpStep(secret, withoutSpaces(code), Date.now());
    if (step === null) return null;
    const codes = newRecoveryCodes();
    const sealedSecret = seal(this.secrets.sealing, labelOf(user), secret);
    return this.database.transaction(async (transaction) => {
      if (!(await this.users.isUnchanged(user, transaction))) return null;
      if (!(await this.repository.insert(tenant, id, { sealedSecret, step }, transaction))) return null;
      await this.repository.setRecoveryCodes(tenant, id, codes.map(hashOfRecoveryCode), transaction);
      await this.events.record({ tenant, kind: 'second-factor-added', subject: id, actor: id }, transaction);
      return codes;
    });
  }

  /** Uses a code of the app, or a recovery code, up; null for one that is wrong or was used. */
  async use(person: Person, code: string): Promise<SecondStep | null> {
    const { tenant, id } = person;
    const typed = withoutSpaces(code);
    if (!CODE.test(typed)) {
      return (await this.repository.useRecoveryCode(tenant, id, hashOfRecoveryCode(typed)))
        ? 'recovery'
        : null;
    }
    const factor = await this.repository.find(tenant, id);
    if (factor === null) return null;
    const step = totpStep(this.unsealed(person, factor.sealedSecret), typed, Date.now());
    return step !== null && (await this.repository.useStep(tenant, id, step)) ? 'otp' : null;
  }

  async remove(person: Person, actor: string): Promise<void> {
    await this.database.transaction((transaction) => this.removeWithin(transaction, person, actor));
  }

  /** False when there is none. */
  async removeWithin(transaction: EntityManager, { tenant, id }: Person, actor: string): Promise<boolean> {
    if (!(await this.repository.remove(tenant, id, transaction))) return false;
    await this.events.record({ tenant, kind: 'second-factor-removed', subject: id, actor }, transaction);
    return true;
  }

  private unsealed(person: Person, sealed: Buffer): string {
    const secret = unseal(this.secrets.sealing, labelOf(person), sealed);
    if (secret === null) throw new SecondFactorUnreadableError();
    return secret;
  }
}

const labelOf = ({ tenant, id }: Person): string => `second-factor:${tenant}:${id}`;

const withoutSpaces = (code: string): string => code.replace(/\s/g, '');
