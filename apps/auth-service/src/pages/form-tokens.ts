import { Inject, Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { AUTH_SECRETS, type AuthSecrets } from '../secrets/auth-secrets.js';
import { ForeignFormError } from './page.errors.js';

/** What ties a form to the browser that it was shown to: a keyed hash of the interaction, session or link it belongs to. */
@Injectable()
export class FormTokens {
  constructor(@Inject(AUTH_SECRETS) private readonly secrets: AuthSecrets) {}

  of(owner: string): string {
    return createHmac('sha256', this.secrets.formTokens).update(owner, 'utf8').digest('base64url');
  }

  /** In constant time. @throws ForeignFormError */
  check(owner: string, token: string): void {
    const expected = Buffer.from(this.of(owner));
    const given = Buffer.from(token);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new ForeignFormError();
  }
}
