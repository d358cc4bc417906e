import { hash, verify } from '@node-rs/argon2';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Counter, Registry } from 'prom-client';
import { PasswordWorkRefusedError } from './password.errors.js';

/** argon2id as OWASP's Password Storage Cheat Sheet asks for: 19 MiB, two passes, one lane. About 30 ms of a core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Of the four threads that libuv has: file and name look-ups keep the others. */
const AT_ONCE = 2;
const WAITING_MOST = 64;

/** The one place where passwords are hashed. It bounds the work: sign-in can't take the machine. */
@Injectable()
export class PasswordHasher implements OnModuleInit {
  private readonly count: Counter;
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private decoy = '';

  constructor(registry: Registry) {
    this.count = new Counter({
      name: 'acgs_password_hashes_total',
      help: 'Passwords hashed or compared with a hash.',
      registers: [registry],
    });
  }

  async onModuleInit(): Promise<void> {
    this.decoy = await hash(randomBytes(32), COST);
  }

  /** In PHC form, with its own salt. @throws PasswordWorkRefusedError */
  hash(password: string): Promise<string> {
    return this.bounded(() => hash(normalised(password), COST));
  }

  /** The same work without a hash, for an account that is not there; then false. @throws PasswordWorkRefusedError */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const fits = await this.bounded(() => verify(passwordHash ?? this.decoy, normalised(password)));
    return fits && passwordHash !== null;
  }

  private async bounded<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running < AT_ONCE) this.running++;
    else {
      if (this.waiting.length >= WAITING_MOST) throw new PasswordWorkRefusedError();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.count.inc();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running--;
      else next();
    }
  }
}

/** The same text is the same password, whatever keyboard it was typed on (NIST SP 800-63B, section 3.1.1.2). */
const normalised = (password: string): string => password.normalize('NFKC');
