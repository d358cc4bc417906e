import { ACR } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { FormTokens } from '../pages/form-tokens.js';
import type { Page } from '../pages/page.js';
import { SecondFactorsService } from '../second-factors/second-factors.service.js';
import type { FreshSignIn } from '../sessions/sessions.service.js';
import { type UserRow, UsersRepository } from '../users/users.repository.js';
import { CodeStep } from './code-step.js';
import { PasswordStep } from './password-step.js';
import { type PendingSignIn, PendingSignIns } from './pending-sign-ins.js';
import { SignInOverError } from './sign-in.errors.js';
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
    private readonly formTokens: FormTokens,
  ) {}

  begin(place: SignInPlace): Page {
    return passwordPage(place, this.formTokens.of(place.owner), place.loginHint, null);
  }

  /** For whoever has signed in with a password lately: the second factor alone. Null when there is none yet. */
  async stepUp(place: SignInPlace, userId: string): Promise<Page | null> {
    const { tenant } = place;
    if (!(await this.secondFactors.has({ tenant, id: userId }))) return null;
    return codePage(place, this.hidden(place, { tenant, userId, amr: ['pwd'] }), null);
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

  private async afterPassword(place: SignInPlace, user: UserRow): Promise<SignInOutcome> {
    if (user.secondFactor) return { page: codePage(place, this.hiddenOf(place, user), null) };
    if (place.secondFactorRequired) return { page: await this.enrolment(place, user, null) };
    return { signedIn: { person: user, acr: ACR.password, amr: ['pwd'] } };
  }

  private async code(
    place: SignInPlace,
    user: UserRow,
    { code }: { readonly code: string },
    address: string,
  ): Promise<SignInOutcome> {
    const step = await this.codeStep.verify(user, code, address);
    if (step === null) return { page: codePage(place, this.hiddenOf(place, user), WRONG_CODE) };
    const amr = step === 'otp' ? ['pwd', 'otp', 'mfa'] : ['pwd', 'mfa'];
    return { signedIn: { person: user, acr: ACR.mfa, amr } };
  }

  private async enrol(
    place: SignInPlace,
    user: UserRow,
    { code }: { readonly code: string },
  ): Promise<SignInOutcome> {
    const codes = await this.secondFactors.confirm(user, code);
    if (codes === null) return { page: await this.enrolment(place, user, WRONG_CODE) };
    const { tenant, id } = user;
    const hidden = this.hidden(place, { tenant, userId: id, amr: ['pwd', 'otp', 'mfa'] });
    return { page: recoveryCodesPage(place, hidden, codes) };
  }

  private async enrolment(place: SignInPlace, user: UserRow, fault: string | null): Promise<Page> {
    const secret = await this.secondFactors.begin(user);
    if (secret === null) throw new SignInOverError();
    return enrolmentPage(place, this.hiddenOf(place, user), { secret, email: user.email }, fault);
  }

  /** As they are now: who was disabled or has another password meanwhile begins again. */
  private async userOf(
    { tenant }: SignInPlace,
    { userId, since, ...pending }: PendingSignIn,
  ): Promise<UserRow> {
    const user = pending.tenant === tenant ? await this.users.find(tenant, userId) : null;
    const isGood = user !== null && user.disabledAt === null && user.passwordChangedAt.getTime() <= since;
    if (!isGood) throw new SignInOverError();
    return user;
  }

  private hiddenOf(place: SignInPlace, { tenant, id }: UserRow): Record<string, string> {
    return this.hidden(place, { tenant, userId: id, amr: ['pwd'] });
  }

  private hidden({ owner }: SignInPlace, pending: Omit<PendingSignIn, 'since'>): Record<string, string> {
    return { form: this.formTokens.of(owner), pending: this.pendings.seal(owner, pending) };
  }
}

/** Goes on from the page with the recovery codes: the second factor was shown when it was set up. */
function keptOutcome(person: UserRow, { amr }: PendingSignIn): SignInOutcome {
  if (!amr.includes('mfa')) throw new SignInOverError();
  return { signedIn: { person, acr: ACR.mfa, amr } };
}
