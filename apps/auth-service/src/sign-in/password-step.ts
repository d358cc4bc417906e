import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { type UserRow, UsersRepository } from '../user-records/users.repository.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { EVERYWHERE, SignInAttempts } from './sign-in-attempts.js';

export interface PasswordGuess {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
  /** Of the network. */
  readonly address: string;
}

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
    private readonly failed: FailedSignIns,
  ) {}

  /** Null for whatever went wrong. @throws TooManyAttemptsError, PasswordWorkRefusedError */
  async verify({ tenant, email, password, address }: PasswordGuess): Promise<UserRow | null> {
    const account = email.trim().toLowerCase();
    const fromAddress = await this.attempts.fromAddress(address);
    const attempt = await this.attempts.on('account', tenant, account);
    const user = await this.users.findByEmail(tenant, account);
    const fits = await this.hasher
      .verify(user?.passwordHash ?? null, password)
      .catch(async (cause: unknown) => {
        await this.attempts.takeBack('account', tenant, account, attempt);
        await this.attempts.takeBack('address', EVERYWHERE, address, fromAddress);
        throw cause;
      });
    if (user === null || !fits || !attempt.admitted || user.disabledAt !== null) {
      await this.failed.record({ tenant, user, attempt, address });
      return null;
    }
    await this.attempts.succeeded('account', tenant, account, address);
    return user;
  }
}
