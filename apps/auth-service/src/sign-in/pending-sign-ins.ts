import { seal, unseal } from '@acgs/sealed-keys';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AUTH_SECRETS, type AuthSecrets } from '../secrets/auth-secrets.js';
import { SignInOverError } from '../sessions/session.errors.js';

const GOOD_FOR_MILLISECONDS = 10 * 60 * 1000;

const PendingSchema = z.strictObject({
  tenant: z.string(),
  userId: z.uuid(),
  amr: z.array(z.string()),
  /** Milliseconds since 1970; with another password it proves nothing. */
  passwordChangedAt: z.number(),
  /** Milliseconds since 1970. */
  since: z.number(),
});
export type PendingSignIn = z.infer<typeof PendingSchema>;

/**
 * What has been shown so far of who is there, sealed into the form of the next step: for one owner (interaction or browser)
 * alone, and for ten minutes. It proves no more than the steps that were made.
 */
@Injectable()
export class PendingSignIns {
  constructor(@Inject(AUTH_SECRETS) private readonly secrets: AuthSecrets) {}

  seal(owner: string, pending: Omit<PendingSignIn, 'since'>): string {
    const content = JSON.stringify({ ...pending, since: Date.now() });
    return seal(this.secrets.sealing, labelOf(owner), content).toString('base64url');
  }

  /** @throws SignInOverError */
  open(owner: string, sealed: string): PendingSignIn {
    const content = unseal(this.secrets.sealing, labelOf(owner), Buffer.from(sealed, 'base64url'));
    if (content === null) throw new SignInOverError();
    const pending = PendingSchema.parse(JSON.parse(content));
    if (pending.since + GOOD_FOR_MILLISECONDS < Date.now()) throw new SignInOverError();
    return pending;
  }
}

const labelOf = (owner: string): string => `pending-sign-in:${owner}`;
