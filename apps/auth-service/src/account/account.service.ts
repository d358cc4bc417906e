import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page, Redirect } from '../pages/page.js';
import { PasswordChanges } from '../password-resets/password-changes.js';
import { newPasswordFault } from '../passwords/new-password.js';
import { type Enrolment, Enrolments } from '../second-factors/enrolments.js';
import { SecondFactorsService } from '../second-factors/second-factors.service.js';
import { ACCOUNT_PATH } from '../sessions/account-path.js';
import { SignInOverError } from '../sessions/session.errors.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { CodeStep } from '../sign-in/code-step.js';
import { PasswordStep } from '../sign-in/password-step.js';
import type { AccountForm, PasswordChangeForm, SecondFactorForm } from './account-forms.js';
import { accountPage, enrolledPage, enrolPage, passwordChangePage, removalPage } from './account-pages.js';
import { SignedInVisitor, TO_SIGN_IN, type Visitor } from './signed-in-visitor.js';

const SESSIONS_SHOWN = 50;
const WRONG_PASSWORD = 'The password of now is not right. If you have tried often, wait a while.';
const TOO_LONG = 'This took too long. Here is another key: put it into the app in place of the one before.';
const WRONG_CODE =
  'This code is not right, or was used. Wait for the next one; if you have tried often, wait a while.';

/** The pages where a person looks after the own account. Whoever is not signed in is led to where that is done. */
@Injectable()
export class AccountService {
  constructor(
    private readonly visitors: SignedInVisitor,
    private readonly sessions: SessionsService,
    private readonly secondFactors: SecondFactorsService,
    private readonly enrolments: Enrolments,
    private readonly passwords: PasswordStep,
    private readonly codes: CodeStep,
    private readonly changes: PasswordChanges,
  ) {}

  async show(request: FastifyRequest): Promise<Page | Redirect> {
    const visitor = await this.visitors.of(request);
    if (visitor === null) return TO_SIGN_IN;
    const { user, session, formToken } = visitor;
    const sessions = await this.sessions.list(user, null, SESSIONS_SHOWN);
    return accountPage(user, sessions, session.id, formToken);
  }

  /** @throws ForeignFormError */
  async take(form: AccountForm, request: FastifyRequest, reply: FastifyReply): Promise<Redirect> {
    const visitor = await this.visitors.withForm(request, form.form);
    if (visitor === null) return TO_SIGN_IN;
    const { user, session } = visitor;
    if (form.action === 'end') await this.sessions.end(user, form.session, user.id);
    if (form.action === 'end-others')
      await this.sessions.endOthers(user, ({ id }) => id === session.id, user.id);
    if (form.action !== 'sign-out') return { redirectTo: ACCOUNT_PATH };
    await this.sessions.endInBrowser(request);
    this.sessions.forget(reply);
    return TO_SIGN_IN;
  }

  async showPassword(request: FastifyRequest): Promise<Page | Redirect> {
    const visitor = await this.visitors.of(request);
    return visitor === null ? TO_SIGN_IN : passwordChangePage(visitor.user, visitor.formToken, null);
  }

  /** Other sessions and all tokens end. @throws ForeignFormError, SignInOverError, TooManyAttemptsError, PasswordWorkRefusedError */
  async changePassword(form: PasswordChangeForm, request: FastifyRequest): Promise<Page | Redirect> {
    const visitor = await this.visitors.withForm(request, form.form);
    if (visitor === null) return TO_SIGN_IN;
    const { user, session, formToken } = visitor;
    const fault = newPasswordFault(form, user) ?? (await this.passwordFault(visitor, form.current));
    if (fault !== null) return passwordChangePage(user, formToken, fault);
    if (!(await this.changes.change(user, form.password, session.id))) throw new SignInOverError();
    return { redirectTo: ACCOUNT_PATH };
  }

  async showSecondFactor(request: FastifyRequest): Promise<Page | Redirect> {
    const visitor = await this.visitors.of(request);
    return visitor === null ? TO_SIGN_IN : this.secondFactorPage(visitor, null);
  }

  /** @throws ForeignFormError, TooManyAttemptsError, PasswordWorkRefusedError */
  async takeSecondFactor(form: SecondFactorForm, request: FastifyRequest): Promise<Page | Redirect> {
    const visitor = await this.visitors.withForm(request, form.form);
    if (visitor === null) return TO_SIGN_IN;
    const { user, owner, address } = visitor;
    if (form.action === 'remove') {
      if ((await this.codes.verify(user, form.code, address)) === null) {
        return this.secondFactorPage(visitor, WRONG_CODE);
      }
      await this.secondFactors.remove(user, user.id);
      return { redirectTo: ACCOUNT_PATH };
    }
    const begun = this.enrolments.open(owner, user, form.enrolment);
    if (begun === null) return this.secondFactorPage(visitor, TOO_LONG);
    const fault = await this.passwordFault(visitor, form.password);
    const codes = fault === null ? await this.secondFactors.add(user, begun.secret, form.code) : null;
    return codes === null ? this.secondFactorPage(visitor, fault ?? WRONG_CODE, begun) : enrolledPage(codes);
  }

  private secondFactorPage(
    { user, owner, formToken }: Visitor,
    fault: string | null,
    begun: Enrolment | null = null,
  ): Page {
    return user.secondFactor
      ? removalPage(formToken, fault)
      : enrolPage(user, begun ?? this.enrolments.begin(owner, user), formToken, fault);
  }

  /** Guessing it here is slowed down as it is at sign-in. */
  private async passwordFault({ user, address }: Visitor, password: string): Promise<string | null> {
    const { tenant, email } = user;
    const known = await this.passwords.verify({ tenant, email, password, address });
    return known === null ? WRONG_PASSWORD : null;
  }
}
