import { addressKey } from '@acgs/throttling';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import type { Mail } from '../mail/mail.js';
import { Mailer } from '../mail/mailer.js';
import { BrowserMark } from '../pages/browser-mark.js';
import { FormTokens } from '../pages/form-tokens.js';
import type { Page } from '../pages/page.js';
import { type NewPassword, newPasswordFault } from '../passwords/new-password.js';
import { ResetOverError } from '../passwords/password.errors.js';
import { newBearerSecret, readBearerSecret } from '../secrets/bearer-secret.js';
import { SignInAttempts } from '../sign-in/sign-in-attempts.js';
import { type UserRow, UsersRepository } from '../user-records/users.repository.js';
import { PasswordChanges } from './password-changes.js';
import { resetMail } from './password-mails.js';
import { changedPage, forgottenPage, onItsWayPage, resetPage } from './password-pages.js';
import { PasswordResetsRepository } from './password-resets.repository.js';

export interface ForgottenForm {
  readonly form: string;
  readonly email: string;
}

export interface ResetForm extends NewPassword {
  readonly token: string;
  readonly form: string;
}

/** The way back for whoever has forgotten a password. */
@Injectable()
export class PasswordResets {
  constructor(
    private readonly users: UsersRepository,
    private readonly resets: PasswordResetsRepository,
    private readonly changes: PasswordChanges,
    private readonly attempts: SignInAttempts,
    private readonly mailer: Mailer,
    private readonly formTokens: FormTokens,
    private readonly marks: BrowserMark,
    @Inject(AUTH_SETTINGS) private readonly settings: AuthSettings,
  ) {}

  /** @throws MailNotConfiguredError */
  ask(tenant: string, request: FastifyRequest, reply: FastifyReply): Page {
    this.mailer.requireConfigured();
    return forgottenPage(tenant, this.formTokens.of(ownerOf(this.marks.give(request, reply))));
  }

  /**
   * The same answer after the same work, whether or not the account is there: what depends on that is done later.
   *
   * @throws MailNotConfiguredError, ForeignFormError, TooManyAttemptsError
   */
  async take(tenant: string, { form, email }: ForgottenForm, request: FastifyRequest): Promise<Page> {
    this.mailer.requireConfigured();
    this.formTokens.check(ownerOf(this.marks.require(request)), form);
    await this.attempts.fromAddress(addressKey(request));
    this.mailer.sendLater('password-reset', () => this.mailFor(tenant, email.trim().toLowerCase()));
    return onItsWayPage;
  }

  /** @throws ResetOverError */
  async show(token: string): Promise<Page> {
    return this.pageOf(await this.find(token), token, null);
  }

  /** @throws ResetOverError, ForeignFormError, PasswordWorkRefusedError */
  async reset({ token, form, ...chosen }: ResetForm): Promise<Page> {
    this.formTokens.check(token, form);
    const user = await this.find(token);
    const fault = newPasswordFault(chosen, user);
    if (fault !== null) return this.pageOf(user, token, fault);
    const { tenant, hash } = readBearerSecret(token) ?? newBearerSecret(user.tenant);
    const isChanged = await this.changes.change(user, chosen.password, null, async (transaction) => {
      if (!(await this.resets.consume(tenant, hash, transaction))) throw new ResetOverError();
    });
    if (!isChanged) throw new ResetOverError();
    await this.attempts.forget(tenant, user.email);
    return changedPage(tenant);
  }

  private async mailFor(tenant: string, email: string): Promise<Mail | null> {
    const user = await this.users.findByEmail(tenant, email);
    if (user?.disabledAt !== null) return null;
    const secret = newBearerSecret(tenant);
    if (!(await this.resets.insert(tenant, user.id, secret.hash))) return null;
    return resetMail(user, this.settings.AUTH_ISSUER, secret);
  }

  private async find(token: string): Promise<UserRow> {
    const secret = readBearerSecret(token);
    const userId = secret === null ? null : await this.resets.find(secret.tenant, secret.hash);
    const user = secret === null || userId === null ? null : await this.users.find(secret.tenant, userId);
    if (user?.disabledAt !== null) throw new ResetOverError();
    return user;
  }

  private pageOf(user: UserRow, token: string, fault: string | null): Page {
    return resetPage(user, { token, form: this.formTokens.of(token) }, fault);
  }
}

const ownerOf = (mark: string): string => `forgotten:${mark}`;
