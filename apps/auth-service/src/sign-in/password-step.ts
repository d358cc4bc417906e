import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { type UserRow, UsersRepository } from '../users/users.repository.js';
import { ACCOUNT, SignInAttempts } from './sign-in-attempts.js';
import type { Attempt } from './sign-in-attempts.repository.js';

export interface PasswordGuess {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
  /** Of the network. */
  readonly address: string;
}

/** Stands in events for an account that is not there. */
const NOBODY = 'unknown';

/**
 * The password of an account. Whether the account is there, disabled or locked changes neither the answer nor the work: the
 * same statements, and one hash.
 */
@Injectable()
export class PasswordStep {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly attempts: SignInAttempts,
    private readonly events: SecurityEvents,
  ) {}

  /** Null for whatever went wrong. @throws TooManyAttemptsError, PasswordWorkRefusedError */
  async verify({ tenant, email, password, address }: PasswordGuess): Promise<UserRow | null> {
    const account = email.trim().toLowerCase();
    await this.attempts.fromAddress(address);
    const attempt = await this.attempts.on('account', tenant, account);
    const user = await this.users.findByEmail(tenant, account);
    const fits = await this.hasher.verify(user?.passwordHash ?? null, password);
    if (user === null || !fits || !attempt.admitted || user.disabledAt !== null) {
      await this.recordFailure(tenant, user?.id ?? NOBODY, attempt);
      return null;
    }
    await this.attempts.succeeded('account', tenant, account, address);
    return user;
  }

  private async recordFailure(tenant: string, subject: string, attempt: Attempt): Promise<void> {
    const detail = { step: 'password', waits: !attempt.admitted };
    await this.events.record({ tenant, kind: 'sign-in-failed', subject, actor: null, detail });
    if (attempt.failures === ACCOUNT.lock) {
      await this.events.record({ tenant, kind: 'account-locked', subject, actor: null });
    }
  }
}
