import { ACR } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { FormTokens } from '../pages/form-tokens.js';
import type { Page } from '../pages/page.js';
import { type Enrolment, Enrolments } from '../second-factors/enrolments.js';
import { SecondFactorsService } from '../second-factors/second-factors.service.js';
import { SignInOverError } from '../sessions/session.errors.js';
import type { FreshSignIn } from '../sessions/sessions.service.js';
import { type UserRow, UsersRepository } from '../user-records/users.repository.js';
import { CodeStep } from './code-step.js';
import { PasswordStep } from './password-step.js';
import { type PendingSignIn, PendingSignIns } from './pending-sign-ins.js';
import type { SignInForm } from './sign-in-form.js';
import { codePage, enrolmentPage, passwordPage, recoveryCodesPage } from './sign-in-pages.js';
import type { SignInPlace } from './sign-in-place.js';

export type SignInOutcome = { readonly page: Page } | { readonly signedIn: FreshSignIn };

/** One text whatever was wrong, whether the account is there, locked or disabled (RFC 9700 and common sense). */
const WRONG =
  'The e-mail address and the password do not fit. Try again, or wait a while if you have tried often.';
const WRONG_CODE =
  'This code is not right, or was used. Wait for the next one; if you have tried often, wait a while.';

/** From the first page to a person who is known: a password, and a code where there is or must be a second factor. */
@Injectable()
export class SignInSteps {
  constructor(
    private readonly users: UsersRepository,
    private readonly secondFactors: SecondFactorsService,
    private readonly passwordStep: PasswordStep,
    private readonly codeStep: CodeStep,
    private readonly pendings: PendingSignIns,
    private readonly enrolments: Enrolments,
    private readonly formTokens: FormTokens,
  ) {}

  begin(place: SignInPlace): Page {
    return passwordPage(place, this.formTokens.of(place.owner), place.loginHint, null);
  }

  /** For whoever has signed in with a password lately: the second factor alone. Null when there is none yet. */
  stepUp(place: SignInPlace, user: UserRow): Page | null {
    return user.secondFactor ? codePage(place, this.hidden(place, user, ['pwd']), null) : null;
  }

  /** @throws ForeignFormError, SignInOverError, TooManyAttemptsError, PasswordWorkRefusedError */
  async take(place: SignInPlace, form: SignInForm, address: string): Promise<SignInOutcome> {
    this.formTokens.check(place.owner, form.form);
    if (form.step === 'password') {
      const user = await this.passwordStep.verify({ tenant: place.tenant, ...form, address });
      if (user === null) return { page: passwordPage(place, form.form, form.email, WRONG) };
      return this.afterPassword(place, user);
    }
    const pending = this.pendings.open(place.owner, form.pending);
    const user = await this.userOf(place, pending);
    if (form.step === 'kept') return keptOutcome(user, pending);
    return form.step === 'code' ? this.code(place, user, form, address) : this.enrol(place, user, form);
  }

  private afterPassword(place: SignInPlace, user: UserRow): SignInOutcome {
    if (user.secondFactor) return { page: codePage(place, this.hidden(place, user, ['pwd']), null) };
    if (place.secondFactorRequired)
      return { page: this.enrolment(place, user, this.enrolments.begin(place.owner, user), null) };
    return { signedIn: { person: user, acr: ACR.password, amr: ['pwd'] } };
  }

  private async code(
    place: SignInPlace,
    user: UserRow,
    { code }: { readonly code: string },
    address: string,
  ): Promise<SignInOutcome> {
    const step = await this.codeStep.verify(user, code, address);
    if (step === null) return { page: codePage(place, this.hidden(place, user, ['pwd']), WRONG_CODE) };
    const amr = step === 'otp' ? ['pwd', 'otp', 'mfa'] : ['pwd', 'mfa'];
    return { signedIn: { person: user, acr: ACR.mfa, amr } };
  }

  private async enrol(
    place: SignInPlace,
    user: UserRow,
    { code, enrolment }: { readonly code: string; readonly enrolment: string },
  ): Promise<SignInOutcome> {
    if (user.secondFactor) throw new SignInOverError();
    const begun = this.enrolments.open(place.owner, user, enrolment);
    if (begun === null) throw new SignInOverError();
    const codes = await this.secondFactors.add(user, begun.secret, code);
    if (codes === null) return { page: this.enrolment(place, user, begun, WRONG_CODE) };
    return { page: recoveryCodesPage(place, this.hidden(place, user, ['pwd', 'otp', 'mfa']), codes) };
  }

  private enrolment(
    place: SignInPlace,
    user: UserRow,
    { secret, sealed }: Enrolment,
    fault: string | null,
  ): Page {
    const hidden = { ...this.hidden(place, user, ['pwd']), enrolment: sealed };
    return enrolmentPage(place, hidden, { secret, email: user.email }, fault);
  }

  /** As they are now: who was disabled or has another password meanwhile begins again. */
  private async userOf(
    { tenant }: SignInPlace,
    { userId, passwordChangedAt, ...pending }: PendingSignIn,
  ): Promise<UserRow> {
    const user = pending.tenant === tenant ? await this.users.find(tenant, userId) : null;
    const isGood = user?.disabledAt === null && user.passwordChangedAt.getTime() === passwordChangedAt;
    if (!isGood) throw new SignInOverError();
    return user;
  }

  private hidden({ owner }: SignInPlace, user: UserRow, amr: string[]): Record<string, string> {
    const { tenant, id: userId, passwordChangedAt } = user;
    const pending = { tenant, userId, amr, passwordChangedAt: passwordChangedAt.getTime() };
    return { form: this.formTokens.of(owner), pending: this.pendings.seal(owner, pending) };
  }
}

/** Goes on from the page with the recovery codes: the second factor was shown when it was set up, and is still there. */
function keptOutcome(person: UserRow, { amr }: PendingSignIn): SignInOutcome {
  if (!amr.includes('mfa') || !person.secondFactor) throw new SignInOverError();
  return { signedIn: { person, acr: ACR.mfa, amr } };
}
