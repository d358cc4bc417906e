import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SecurityEvents } from '../security-events/security-events.js';
import { type UserRow, UsersRepository } from '../user-records/users.repository.js';
import { ACCOUNT, SignInAttempts } from './sign-in-attempts.js';
import type { Attempt } from './sign-in-attempts.repository.js';

export interface FailedSignIn {
  readonly tenant: string;
  /** Null when there is no such account. */
  readonly user: UserRow | null;
  readonly attempt: Attempt;
  /** Of the network. */
  readonly address: string;
}

/** Stands in events for an account that is not there. */
const NOBODY = 'unknown';

/**
 * What is kept of a wrong password. Each event is in the log for ever, and anybody can make up accounts: of those that are not there
 * the first, tenth, hundredth failure of an address is one, with their number, and in a tenant that is none no failure at all.
 * Whether an account is there changes neither the statements nor what they write to.
 */
@Injectable()
export class FailedSignIns {
  constructor(
    private readonly database: DataSource,
    private readonly users: UsersRepository,
    private readonly attempts: SignInAttempts,
    private readonly events: SecurityEvents,
  ) {}

  async record({ tenant, user, attempt, address }: FailedSignIn): Promise<void> {
    const isTenant = await this.users.isTenant(tenant);
    await this.database.transaction(async (transaction) => {
      const failures = await this.attempts.failuresOf(address, transaction);
      const isKept = user !== null || (isTenant && isPowerOfTen(failures));
      const event = { tenant, subject: user?.id ?? NOBODY, actor: null } as const;
      const detail = { step: 'password', waits: !attempt.admitted, ...(user === null && { failures }) };
      await this.events.recordIf(isKept, { ...event, kind: 'sign-in-failed', detail }, transaction);
      if (attempt.failures === ACCOUNT.lock) {
        await this.events.recordIf(user !== null, { ...event, kind: 'account-locked' }, transaction);
      }
    });
  }
}

const isPowerOfTen = (count: number): boolean => /^10*$/.test(String(count));
