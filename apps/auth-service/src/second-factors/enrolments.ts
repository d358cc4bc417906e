import { seal, unseal } from '@acgs/sealed-keys';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AUTH_SECRETS, type AuthSecrets } from '../secrets/auth-secrets.js';
import type { Person } from '../session-endings/session-endings.js';
import { newTotpSecret } from './totp.js';

const GOOD_FOR_MILLISECONDS = 10 * 60 * 1000;

const EnrolmentSchema = z.strictObject({
  secret: z.string(),
  /** Milliseconds since 1970. */
  since: z.number(),
});

/** A second factor that is being set up. */
export interface Enrolment {
  /** To put into an app. */
  readonly secret: string;
  /** What the form holds, so that this secret and no other is confirmed by it. */
  readonly sealed: string;
}

/**
 * New secrets, sealed into the forms that confirm them: for one owner (session, interaction or browser) alone, and for ten minutes.
 * They are kept nowhere, so nobody is shown one that somebody else has seen.
 */
@Injectable()
export class Enrolments {
  constructor(@Inject(AUTH_SECRETS) private readonly secrets: AuthSecrets) {}

  begin(owner: string, person: Person): Enrolment {
    const secret = newTotpSecret();
    const content = JSON.stringify({ secret, since: Date.now() });
    const sealed = seal(this.secrets.sealing, labelOf(owner, person), content).toString('base64url');
    return { secret, sealed };
  }

  /** Null for one of another owner or person, and one that began too long ago. */
  open(owner: string, person: Person, sealed: string): Enrolment | null {
    const content = unseal(this.secrets.sealing, labelOf(owner, person), Buffer.from(sealed, 'base64url'));
    if (content === null) return null;
    const { secret, since } = EnrolmentSchema.parse(JSON.parse(content));
    return since + GOOD_FOR_MILLISECONDS < Date.now() ? null : { secret, sealed };
  }
}

const labelOf = (owner: string, { tenant, id }: Person): string => `enrolment:${tenant}:${id}:${owner}`;
