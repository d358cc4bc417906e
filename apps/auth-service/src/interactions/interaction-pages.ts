import { ACR } from '@acgs/contracts';
import { addressKey } from '@acgs/throttling';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type InteractionDetails, Interactions } from '../oauth/interactions.js';
import { FormTokens } from '../pages/form-tokens.js';
import type { Page } from '../pages/page.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { SignInOverError } from '../sessions/session.errors.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { SignInPlace } from '../sign-in/sign-in-place.js';
import { SignInSteps } from '../sign-in/sign-in-steps.js';
import { type UserRow, UsersRepository } from '../user-records/users.repository.js';
import { consentPage } from './consent-page.js';
import { askedScopes } from './consent.js';
import type { InteractionForm } from './interaction-form.js';
import { placeOf } from './interaction-place.js';

/** Signing in and consent for a client. Null for an answer that is on its way back to the client already. */
@Injectable()
export class InteractionPages {
  constructor(
    private readonly interactions: Interactions,
    private readonly steps: SignInSteps,
    private readonly sessions: SessionsService,
    private readonly users: UsersRepository,
    private readonly events: SecurityEvents,
    private readonly formTokens: FormTokens,
  ) {}

  /** @throws InteractionNotFoundError */
  async show(request: FastifyRequest, reply: FastifyReply): Promise<Page> {
    const details = await this.interactions.details(request, reply);
    const place = placeOf(details);
    if (details.prompt === 'consent') return this.consent(details, place, await this.userOf(details));
    return (await this.stepUp(details, place, request)) ?? this.steps.begin(place);
  }

  /** @throws InteractionNotFoundError, ForeignFormError, SignInOverError, TooManyAttemptsError */
  async take(form: InteractionForm, request: FastifyRequest, reply: FastifyReply): Promise<Page | null> {
    const details = await this.interactions.details(request, reply);
    const place = placeOf(details);
    this.formTokens.check(place.owner, form.form);
    if (form.step === 'refuse') return handedOver(this.interactions.refused(request, reply));
    if (form.step === 'allow') return this.allow(details, request, reply);
    if (details.prompt !== 'login') throw new SignInOverError();
    const outcome = await this.steps.take(place, form, addressKey(request));
    if ('page' in outcome) return outcome.page;
    const { person, acr, amr } = outcome.signedIn;
    await this.interactions.signOutOthers(request, reply, person.id);
    const time = await this.sessions.begin(outcome.signedIn, request, reply);
    const authTime = Math.floor(time.getTime() / 1000);
    const signIn = { userId: person.id, acr: acr === ACR.mfa ? ACR.mfa : ACR.password, amr, authTime };
    return handedOver(this.interactions.signedIn(request, reply, signIn));
  }

  private async allow(
    details: InteractionDetails,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<null> {
    if (details.prompt !== 'consent') throw new SignInOverError();
    const user = await this.userOf(details);
    const { scopes } = askedScopes(details.requestedScopes, user);
    await this.events.record({
      tenant: user.tenant,
      kind: 'consent-granted',
      subject: user.id,
      actor: user.id,
      detail: { client: details.client.id, scopes },
    });
    return handedOver(this.interactions.consented(request, reply, { scopes }));
  }

  /**
   * A code alone for whoever is signed in here, and only not strongly enough. The person is read before the session: a
   * password that is changed after that ends both.
   */
  private async stepUp(
    { signsInAnew, accountId, tenant }: InteractionDetails,
    place: SignInPlace,
    request: FastifyRequest,
  ): Promise<Page | null> {
    if (signsInAnew || accountId === null || !place.secondFactorRequired) return null;
    const user = await this.users.find(tenant, accountId);
    const session = await this.sessions.current(request);
    return user !== null && session?.userId === accountId ? this.steps.stepUp(place, user) : null;
  }

  private consent(
    { client, requestedScopes }: InteractionDetails,
    { action, owner, formTarget }: SignInPlace,
    user: UserRow,
  ): Page {
    const { meanings } = askedScopes(requestedScopes, user);
    const form = this.formTokens.of(owner);
    return consentPage({ action, form, client: client.name, email: user.email, meanings, formTarget });
  }

  private async userOf({ tenant, accountId }: InteractionDetails): Promise<UserRow> {
    const user = accountId === null ? null : await this.users.find(tenant, accountId);
    if (user === null) throw new SignInOverError();
    return user;
  }
}

const handedOver = (work: Promise<void>): Promise<null> => work.then(() => null);
