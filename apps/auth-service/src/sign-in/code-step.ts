import { Injectable } from '@nestjs/common';
import { type SecondStep, SecondFactorsService } from '../second-factors/second-factors.service.js';
import { SecurityEvents } from '../security-events/security-events.js';
import type { Person } from '../session-endings/session-endings.js';
import { ACCOUNT, SignInAttempts } from './sign-in-attempts.js';

/** A code of the second factor, or a recovery code: slowed down and locked as passwords are. */
@Injectable()
export class CodeStep {
  constructor(
    private readonly secondFactors: SecondFactorsService,
    private readonly attempts: SignInAttempts,
    private readonly events: SecurityEvents,
  ) {}

  /** Null for a wrong code, one that was used, and one too many. @throws TooManyAttemptsError */
  async verify(person: Person, code: string, address: string): Promise<SecondStep | null> {
    const { tenant, id } = person;
    await this.attempts.fromAddress(address);
    const attempt = await this.attempts.on('second-factor', tenant, id);
    const step = attempt.admitted ? await this.secondFactors.use(person, code) : null;
    if (step !== null) {
      await this.attempts.succeeded('second-factor', tenant, id, address);
      return step;
    }
    const detail = { step: 'second-factor', waits: !attempt.admitted };
    await this.events.record({ tenant, kind: 'sign-in-failed', subject: id, actor: null, detail });
    if (attempt.failures === ACCOUNT.lock) {
      await this.events.record({ tenant, kind: 'account-locked', subject: id, actor: null });
    }
    return null;
  }
}
