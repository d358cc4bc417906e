import { BackgroundLoop } from '@acgs/service';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { createHmac } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AUTH_SECRETS, type AuthSecrets } from '../secrets/auth-secrets.js';
import { TooManyAttemptsError } from './sign-in.errors.js';
import { type Attempt, SignInAttemptsRepository, type SlowDown } from './sign-in-attempts.repository.js';

const LOCK_SECONDS = 900;
/** Of one account, and of one second factor. */
export const ACCOUNT: SlowDown = { free: 5, lock: 10, lockSeconds: LOCK_SECONDS };
/** Many people may sit behind one address. */
const ADDRESS: SlowDown = { free: 30, lock: 100, lockSeconds: LOCK_SECONDS };
/** Addresses belong to no tenant; this can't be one's name. */
export const EVERYWHERE = '*';
const PRUNED_EVERY_MILLISECONDS = 60_000;
const PRUNED_AT_ONCE = 1000;

/** Told of, and not slowed down by. */
const NEVER: SlowDown = { free: 2_000_000_000, lock: 2_000_000_000, lockSeconds: LOCK_SECONDS };

export type AttemptedThing = 'account' | 'second-factor';

/** What slows guessing down, in all processes together. It knows nothing of which accounts there are. */
@Injectable()
export class SignInAttempts implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('SignInAttempts');
  private readonly pruning = BackgroundLoop.every(
    PRUNED_EVERY_MILLISECONDS,
    () => this.prune(),
    (error) => {
      this.log.warn(`attempts could not be pruned: ${(error as Error).message}`);
    },
  );

  constructor(
    private readonly repository: SignInAttemptsRepository,
    @Inject(AUTH_SECRETS) private readonly secrets: AuthSecrets,
  ) {}

  onApplicationBootstrap(): void {
    this.pruning.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pruning.stop();
  }

  /** Counts before the attempt is made. @throws TooManyAttemptsError when too many came from this address */
  async fromAddress(address: string): Promise<Attempt> {
    const attempt = await this.repository.count(EVERYWHERE, this.key('address', address), ADDRESS);
    if (!attempt.admitted) throw new TooManyAttemptsError(attempt.waitSeconds);
    return attempt;
  }

  /** Counts before the attempt is made; who is not admitted gets the answer that a wrong secret gets. */
  on(thing: AttemptedThing, tenant: string, name: string): Promise<Attempt> {
    return this.repository.count(tenant, this.key(thing, name), ACCOUNT);
  }

  /** Counts one more wrong password from this address; how many there are, with none for 15 minutes in between. */
  async failuresOf(address: string, transaction: EntityManager): Promise<number> {
    const key = this.key('wrong password from', address);
    return (await this.repository.count(EVERYWHERE, key, NEVER, transaction)).failures;
  }

  /** For an attempt of which nobody knows how it would have ended. */
  async takeBack(
    thing: AttemptedThing | 'address',
    tenant: string,
    name: string,
    { admitted, failures }: Attempt,
  ): Promise<void> {
    if (admitted) await this.repository.takeBackOne(tenant, this.key(thing, name), failures);
  }

  async succeeded(thing: AttemptedThing, tenant: string, name: string, address: string): Promise<void> {
    await this.repository.forget(tenant, this.key(thing, name));
    await this.repository.takeBack(EVERYWHERE, this.key('address', address));
  }

  /** Whoever has read a mail to the address of an account is not locked out of it. */
  forget(tenant: string, email: string): Promise<void> {
    return this.repository.forget(tenant, this.key('account', email));
  }

  /** Deletes those that count no longer, in small transactions; several processes may do it at once. */
  async prune(): Promise<void> {
    let deleted = PRUNED_AT_ONCE;
    while (deleted === PRUNED_AT_ONCE && !this.pruning.signal.aborted)
      deleted = await this.repository.deleteForgotten(PRUNED_AT_ONCE);
  }

  private key(kind: string, name: string): Buffer {
    return createHmac('sha256', this.secrets.attempts).update(`${kind}:${name}`, 'utf8').digest();
  }
}
