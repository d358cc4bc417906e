import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Grant, InteractionResults } from 'oidc-provider';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { AuthorizationServer } from './authorization-server.js';
import type { ClientRights } from './client-metadata.js';
import { type Acr, requiredAcrOf } from './interaction-policy.js';
import { InteractionNotFoundError } from './oauth.errors.js';
import { OAuthRecordsRepository } from './oauth-records.repository.js';
import { OIDC_SCOPES } from './token-contents.js';

type Interaction = Awaited<ReturnType<AuthorizationServer['provider']['interactionDetails']>>;

/** What a page asks a person, and for whom. */
export interface InteractionDetails {
  readonly uid: string;
  readonly prompt: 'login' | 'consent';
  readonly client: { readonly id: string; readonly name: string };
  readonly tenant: string;
  /** Those of OpenID Connect, and the permissions that the client may be given. */
  readonly requestedScopes: readonly string[];
  readonly loginHint: string | null;
  readonly requiredAcr: Acr | null;
  /** Seconds since the last sign-in. */
  readonly maxAge: number | null;
  /** Not only another step: the whole sign-in, by `prompt=login`, `max_age`, or since nobody is signed in. */
  readonly signsInAnew: boolean;
  /** Where the client is; browsers hold the redirects of forms to it (CSP Level 3, section 6.4.2). */
  readonly redirectUri: string | null;
  /** Of whoever is signed in already. */
  readonly accountId: string | null;
}

export interface SignIn {
  readonly userId: string;
  readonly amr: readonly string[];
  readonly acr: Acr;
  /** Seconds since 1970. */
  readonly authTime: number;
}

/** For the pages of sign-in and consent. Each of the last three ends the page with a redirect back to the client. */
@Injectable()
export class Interactions {
  constructor(
    private readonly server: AuthorizationServer,
    private readonly records: OAuthRecordsRepository,
    @Inject(AUTH_SETTINGS) private readonly settings: AuthSettings,
  ) {}

  /** @throws InteractionNotFoundError for one that has ended, and in a browser that has not begun it */
  async details(request: FastifyRequest, reply: FastifyReply): Promise<InteractionDetails> {
    const interaction = await this.find(request, reply);
    const { uid, prompt, params, session } = interaction;
    const client = await this.clientOf(interaction);
    const scopes = textOf(params.scope)?.split(' ') ?? [];
    const maxAge = Number(params.max_age ?? NaN);
    return {
      uid,
      prompt: prompt.name === 'consent' ? 'consent' : 'login',
      client: { id: client.clientId, name: client.clientName ?? client.clientId },
      tenant: client.tenant,
      requestedScopes: scopes.filter((scope) => canBeGranted(scope, client)),
      loginHint: textOf(params.login_hint) ?? null,
      requiredAcr: requiredAcrOf(params.acr_values),
      maxAge: Number.isNaN(maxAge) ? null : maxAge,
      signsInAnew: prompt.reasons.some((reason) => reason !== 'acr_values'),
      redirectUri: textOf(params.redirect_uri) ?? null,
      accountId: session?.accountId ?? null,
    };
  }

  /** Before somebody signs in: whoever else was, in the session of oidc-provider, is signed out of it. */
  async signOutOthers(request: FastifyRequest, reply: FastifyReply, userId: string): Promise<void> {
    const interaction = await this.find(request, reply);
    const { session, exp } = interaction;
    if (session?.accountId === undefined || session.accountId === userId) return;
    await this.records.deleteSession(session.uid);
    delete interaction.session;
    delete interaction.grantId;
    await interaction.save(exp - Math.floor(Date.now() / 1000));
  }

  async signedIn(request: FastifyRequest, reply: FastifyReply, signIn: SignIn): Promise<void> {
    const { userId, acr, amr, authTime } = signIn;
    await this.find(request, reply);
    await this.finish(request, reply, { login: { accountId: userId, acr, amr: [...amr], ts: authTime } });
  }

  /** What was asked for and is not among `scopes` is refused, and not asked for again while the session lasts. */
  async consented(
    request: FastifyRequest,
    reply: FastifyReply,
    { scopes }: { scopes: readonly string[] },
  ): Promise<void> {
    const interaction = await this.find(request, reply);
    const { requestedScopes } = await this.details(request, reply);
    const grant = await this.grantOf(interaction);
    for (const scope of requestedScopes) this.answerScope(grant, scope, scopes.includes(scope));
    const grantId = await grant.save();
    await this.finish(request, reply, { consent: { grantId } });
  }

  /** The client is told `access_denied`, or that nobody could sign in as it wants. */
  async refused(
    request: FastifyRequest,
    reply: FastifyReply,
    error: 'access_denied' | 'unmet_authentication_requirements' = 'access_denied',
  ): Promise<void> {
    await this.find(request, reply);
    await this.finish(request, reply, { error, error_description: 'the person did not go on' });
  }

  private answerScope(grant: Grant, scope: string, isGiven: boolean): void {
    const { AUTH_AUDIENCE } = this.settings;
    if (isOidc(scope)) {
      if (isGiven) grant.addOIDCScope(scope);
      else grant.rejectOIDCScope(scope);
    } else if (isGiven) grant.addResourceScope(AUTH_AUDIENCE, scope);
    else grant.rejectResourceScope(AUTH_AUDIENCE, scope);
  }

  private async grantOf({ grantId, session, params }: Interaction): Promise<Grant> {
    const { provider } = this.server;
    const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    if (known !== undefined) return known;
    return new provider.Grant({ accountId: session?.accountId, clientId: textOf(params.client_id) });
  }

  private async find(request: FastifyRequest, reply: FastifyReply): Promise<Interaction> {
    this.server.atIssuer(request);
    try {
      return await this.server.provider.interactionDetails(request.raw, reply.raw);
    } catch (cause) {
      throw (cause as Error).name === 'SessionNotFound' ? new InteractionNotFoundError(cause) : cause;
    }
  }

  private async clientOf({ params }: Interaction): Promise<ClientRights> {
    const client = await this.server.provider.Client.find(textOf(params.client_id) ?? '');
    if (client === undefined) throw new InteractionNotFoundError();
    return client as unknown as ClientRights;
  }

  private async finish(
    request: FastifyRequest,
    reply: FastifyReply,
    result: InteractionResults,
  ): Promise<void> {
    this.server.takeOver(request, reply);
    await this.server.provider.interactionFinished(request.raw, reply.raw, result, {
      mergeWithLastSubmission: true,
    });
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isOidc = (scope: string): boolean => (OIDC_SCOPES as readonly string[]).includes(scope);

const canBeGranted = (scope: string, { grantable }: ClientRights): boolean =>
  isOidc(scope) || (grantable as readonly string[]).includes(scope);
