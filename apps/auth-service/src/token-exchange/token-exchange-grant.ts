import { DELEGATION_TOKEN_TYPE, DomainError } from '@acgs/contracts';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import {
  InvalidGrant,
  InvalidRequest,
  InvalidScope,
  InvalidTarget,
} from 'oidc-provider/lib/helpers/errors.js';
import validateDpop, { checkDpopReplay } from 'oidc-provider/lib/helpers/validate_dpop.js';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { AuthorizationServer } from '../oauth/authorization-server.js';
import { type ClientRights, TOKEN_EXCHANGE } from '../oauth/client-metadata.js';
import { GrantRefusedError, ScopeRefusedError } from './token-exchange.errors.js';
import { ACCESS_TOKEN_TYPE, type ExchangedToken, TokenExchange } from './token-exchange.js';

const PARAMETERS = [
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'actor_token',
  'actor_token_type',
  'audience',
  'resource',
  'scope',
];

type Parameters = Readonly<Record<string, string | undefined>>;

/** The grant of RFC 8693 at the token endpoint: the client that proves who it is becomes the actor. */
@Injectable()
export class TokenExchangeGrant implements OnModuleInit {
  constructor(
    private readonly server: AuthorizationServer,
    private readonly exchange: TokenExchange,
    @Inject(AUTH_SETTINGS) private readonly settings: Pick<AuthSettings, 'AUTH_AUDIENCE'>,
  ) {}

  onModuleInit(): void {
    this.server.provider.registerGrantType(
      TOKEN_EXCHANGE,
      (context: KoaContextWithOIDC) => this.answer(context),
      PARAMETERS,
    );
  }

  private async answer(context: KoaContextWithOIDC): Promise<void> {
    const { client, params } = context.oidc;
    const { tenant } = client as unknown as ClientRights;
    const { subjectToken, subjectTokenType, scope } = this.read((params ?? {}) as Parameters);
    const jkt = await proofOf(this.server.provider, context);
    const request = { agentId: client?.clientId ?? '', tenant, subjectToken, subjectTokenType, scope, jkt };
    const token = await this.exchange.exchange(request).catch(asOAuthError);
    context.body = answerOf(token, jkt);
  }

  /** What would mean something else than is done is refused. */
  private read(params: Parameters): {
    subjectToken: string;
    subjectTokenType: string;
    scope: string | undefined;
  } {
    const { subject_token: subjectToken, subject_token_type: subjectTokenType } = params;
    if (subjectToken === undefined || subjectTokenType === undefined) {
      throw new InvalidRequest('subject_token and subject_token_type are needed');
    }
    if (subjectTokenType !== ACCESS_TOKEN_TYPE && subjectTokenType !== DELEGATION_TOKEN_TYPE) {
      throw new InvalidRequest('the subject_token_type is not supported');
    }
    if (params.actor_token !== undefined || params.actor_token_type !== undefined) {
      throw new InvalidRequest('the client itself is the actor');
    }
    if ((params.requested_token_type ?? ACCESS_TOKEN_TYPE) !== ACCESS_TOKEN_TYPE) {
      throw new InvalidRequest('an access token is to be had alone');
    }
    for (const target of [params.audience, params.resource]) {
      if (target !== undefined && target !== this.settings.AUTH_AUDIENCE) throw new InvalidTarget();
    }
    return { subjectToken, subjectTokenType, scope: params.scope };
  }
}

/** Of the key that the token is to be bound to (RFC 9449), when there is a proof of it. */
async function proofOf(provider: Provider, context: KoaContextWithOIDC): Promise<string | undefined> {
  const proof = await validateDpop(provider, context);
  const { client } = context.oidc;
  if (proof === undefined) {
    if (client?.dpopBoundAccessTokens === true) throw new InvalidGrant('DPoP proof JWT not provided');
    return undefined;
  }
  await checkDpopReplay(provider, context, proof, client?.clientId ?? '');
  return proof.thumbprint;
}

function asOAuthError(error: unknown): never {
  if (error instanceof ScopeRefusedError) throw new InvalidScope(error.message, '');
  if (error instanceof GrantRefusedError && !isOutage(error.cause)) throw new InvalidGrant(error.message);
  throw error;
}

const isOutage = (cause: unknown): boolean => cause instanceof DomainError && cause.problem === 'unavailable';

const answerOf = (
  { accessToken, expiresIn, permissions }: ExchangedToken,
  jkt: string | undefined,
): object => ({
  access_token: accessToken,
  issued_token_type: ACCESS_TOKEN_TYPE,
  token_type: jkt === undefined ? 'Bearer' : 'DPoP',
  expires_in: expiresIn,
  scope: permissions.join(' '),
});
