import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Configuration, KoaContextWithOIDC, OIDCContext } from 'oidc-provider';
import instance from 'oidc-provider/lib/helpers/weak_cache.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import { markedToken } from './jwt-access-tokens.js';
import type { PrivateJwk } from '../signing-keys/signing-key.js';
import { matchesSecret } from '../clients/client-secret.js';

/** By which oidc-provider takes proofs (RFC 9449) from clocks that are ahead: it would forget them before they are too old. */
const AHEAD_SECONDS_MAX = 300;
const RETRY_AFTER_SECONDS = '2';

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
/** Sees what oidc-provider would answer, and may answer otherwise. */
type BeforeSending = (context: KoaContextWithOIDC) => Promise<void> | void;

/** `oidc-provider`, reached by everybody at the address of the issuer, whatever `Host` a request names. */
export class AuthorizationServer {
  readonly provider: Provider;
  private readonly handle: Listener;
  private readonly issuer: URL;
  private signedWith: readonly PrivateJwk[];
  private readonly beforeSending = new WeakMap<IncomingMessage, BeforeSending>();

  constructor(
    issuer: string,
    configuration: Configuration,
    /** The keys, the one that signs now first. */
    private readonly keys: () => readonly PrivateJwk[],
    /** Whether an id is used for the first time; it is remembered for these seconds. */
    private readonly isFirstUse: (id: string, seconds: number) => Promise<boolean>,
  ) {
    this.issuer = new URL(issuer);
    this.provider = new Provider(issuer, { ...configuration, jwks: { keys: [...keys()] } });
    this.signedWith = keys();
    this.provider.proxy = true;
    this.adapt(this.provider);
    this.handle = this.provider.callback();
  }

  /** Answers on the raw response, with the headers that the service's hooks have set for every answer. */
  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    beforeSending: BeforeSending | null = null,
  ): Promise<void> {
    if (beforeSending !== null) this.beforeSending.set(request.raw, beforeSending);
    this.takeOver(request, reply);
    this.useKeysOfNow();
    await this.handle(request.raw, reply.raw);
  }

  /** From here on the answer is written on the raw response. */
  takeOver(request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    this.atIssuer(request);
  }

  /** oidc-provider makes addresses and cookies from what it takes for its own address. */
  atIssuer({ raw }: FastifyRequest): void {
    raw.headers['x-forwarded-host'] = this.issuer.host;
    raw.headers['x-forwarded-proto'] = this.issuer.protocol.slice(0, -1);
  }

  /** oidc-provider reads its keys once; for tokens it takes the first that fits. */
  private useKeysOfNow(): void {
    const keys = this.keys();
    if (keys.length === this.signedWith.length && keys.every((key, at) => key === this.signedWith[at]))
      return;
    const { keystore } = instance(this.provider);
    keystore.clear();
    for (const key of keys) keystore.add({ ...key });
    this.signedWith = keys;
  }

  private adapt(provider: Provider): void {
    const { isFirstUse } = this;
    provider.Client.prototype.compareClientSecret = function (this: { clientSecret?: string }, secret) {
      return matchesSecret(Buffer.from(this.clientSecret ?? '', 'hex'), secret);
    };
    provider.ReplayDetection.unique = (issuer, id, expiresAt) => {
      const seconds = Math.max(1, expiresAt - Math.floor(Date.now() / 1000));
      return isFirstUse(`${issuer}\n${id}`, seconds + AHEAD_SECONDS_MAX);
    };
    markJwts(provider);
    provider.use(async (context: KoaContextWithOIDC, next: () => Promise<void>) => {
      await next();
      await this.beforeSending.get(context.req)?.(context);
      if (context.status === 503) context.set('Retry-After', RETRY_AFTER_SECONDS);
    });
  }
}

/** Once the client is known, and before JWTs would be refused. */
function markJwts(provider: Provider): void {
  const { prototype } = provider.OIDCContext;
  const remember = Reflect.get<OIDCContext, 'entity'>(prototype, 'entity');
  prototype.entity = function (this: OIDCContext, key, value) {
    remember.call(this, key, value);
    const { params, route } = this;
    if (key !== 'Client' || (route !== 'introspection' && route !== 'revocation')) return;
    if (typeof params?.token === 'string') params.token = markedToken(params.token);
  };
}

/** oidc-provider reads forms itself. */
export function leaveFormsUnread(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addContentTypeParser('application/x-www-form-urlencoded', (_request, _payload, done) => {
      done(null);
    });
}
