import { addressKey } from '@acgs/throttling';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BrowserMark } from '../pages/browser-mark.js';
import type { Page, Redirect } from '../pages/page.js';
import { ACCOUNT_PATH, SIGN_IN_PATH } from '../sessions/account-path.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { SignInForm } from './sign-in-form.js';
import type { SignInPlace } from './sign-in-place.js';
import { SignInSteps } from './sign-in-steps.js';

/** To the account page, without any client. */
@Injectable()
export class SignIn {
  constructor(
    private readonly steps: SignInSteps,
    private readonly sessions: SessionsService,
    private readonly marks: BrowserMark,
  ) {}

  show(tenant: string, request: FastifyRequest, reply: FastifyReply): Page {
    return this.steps.begin(placeOf(tenant, this.marks.give(request, reply)));
  }

  async take(
    tenant: string,
    form: SignInForm,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const place = placeOf(tenant, this.marks.require(request));
    const outcome = await this.steps.take(place, form, addressKey(request));
    if ('page' in outcome) return outcome.page;
    await this.sessions.begin(outcome.signedIn, request, reply);
    return { redirectTo: ACCOUNT_PATH };
  }
}

const placeOf = (tenant: string, mark: string): SignInPlace => ({
  owner: `sign-in:${mark}`,
  action: `${SIGN_IN_PATH}?tenant=${tenant}`,
  tenant,
  client: null,
  loginHint: '',
  secondFactorRequired: false,
  formTarget: null,
});
