import { seal, unseal } from '@acgs/sealed-keys';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AUTH_SECRETS, type AuthSecrets } from '../secrets/auth-secrets.js';
import { SecurityEvents } from '../security-events/security-events.js';
import type { Person } from '../sessions/session-endings.js';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { SecondFactorUnreadableError } from './second-factor.errors.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { newTotpSecret, totpStep } from './totp.js';

/** `otp` and `kba`-like words of RFC 8176: what the second step was done with. */
export type SecondStep = 'otp' | 'recovery';

const CODE = /^\d{6}$/;

@Injectable()
export class SecondFactorsService {
  constructor(
    private readonly database: DataSource,
    private readonly repository: SecondFactorsRepository,
    private readonly events: SecurityEvents,
    @Inject(AUTH_SECRETS) private readonly secrets: AuthSecrets,
  ) {}

  async has({ tenant, id }: Person): Promise<boolean> {
    const factor = await this.repository.find(tenant, id);
    return factor !== null && factor.confirmedAt !== null;
  }

  /** The secret to put into an app, the same until it is confirmed; null when there is a second factor already. */
  async begin(person: Person): Promise<string | null> {
    const { tenant, id } = person;
    const known = await this.repository.find(tenant, id);
    if (known !== null) return known.confirmedAt === null ? this.unsealed(person, known.sealedSecret) : null;
    const secret = newTotpSecret();
    await this.repository.begin(tenant, id, seal(this.secrets.sealing, labelOf(person), secret));
    return secret;
  }

  /** Recovery codes, shown this once, when the app gives the right code; null when it does not. */
  async confirm(person: Person, code: string): Promise<readonly string[] | null> {
    const { tenant, id } = person;
    const factor = await this.repository.find(tenant, id);
    if (factor?.confirmedAt !== null) return null;
    const step = totpStep(this.unsealed(person, factor.sealedSecret), withoutSpaces(code), Date.now());
    if (step === null) return null;
    const codes = newRecoveryCodes();
    return this.database.transaction(async (transaction) => {
      if (!(await this.repository.confirm(tenant, id, step, transaction))) return null;
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

  async remove({ tenant, id }: Person, actor: string): Promise<void> {
    await this.database.transaction(async (transaction) => {
      if (!(await this.repository.remove(tenant, id, transaction))) return;
      await this.events.record({ tenant, kind: 'second-factor-removed', subject: id, actor }, transaction);
    });
  }

  private unsealed(person: Person, sealed: Buffer): string {
    const secret = unseal(this.secrets.sealing, labelOf(person), sealed);
    if (secret === null) throw new SecondFactorUnreadableError();
    return secret;
  }
}

const labelOf = ({ tenant, id }: Person): string => `second-factor:${tenant}:${id}`;

const withoutSpaces = (code: string): string => code.replace(/\s/g, '');
