import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { newUuidV7 } from '@acgs/contracts';
import { loadConfiguration, type RunningService, startService } from '@acgs/service';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { freePort } from '@acgs/database';
import { AUTH_SERVICE } from '../../apps/auth-service/src/auth-service.definition.js';
import { type Account, UserAccounts } from '../../apps/auth-service/src/user-records/user-accounts.js';
import { Interactions } from '../../apps/auth-service/src/oauth/interactions.js';
import { AUTH_SETTINGS, type AuthSettings } from '../../apps/auth-service/src/config.js';
import { cookieLine } from '../../apps/auth-service/src/pages/cookies.js';
import { newBearerSecret } from '../../apps/auth-service/src/secrets/bearer-secret.js';
import { sessionCookieAt } from '../../apps/auth-service/src/session-records/session-cookie.js';
import { SessionsRepository } from '../../apps/auth-service/src/session-records/sessions.repository.js';
import { Browser, type Page } from './browser.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export const REDIRECT_URI = 'http://127.0.0.1:4999/callback';
const SECRET = 'x'.repeat(43);

export const PERSON: Account = {
  id: '0197a3f0-0000-7000-8000-000000000001',
  tenant: 'default',
  roles: ['admin'],
  email: 'ada@example.org',
  emailVerified: true,
  name: 'Ada',
};

const SCOPES = ['decisions:read', 'policies:read', 'policies:write'];
const CLIENTS = [
  { id: 'web', secret: SECRET, name: 'The web app', redirectUris: [REDIRECT_URI], scopes: SCOPES, postLogoutRedirectUris: [REDIRECT_URI] }, // prettier-ignore
  { id: 'spa', public: true, redirectUris: [REDIRECT_URI], scopes: SCOPES },
  { id: 'foreign', public: true, redirectUris: [REDIRECT_URI], scopes: SCOPES, tenant: 'other' },
  { id: 'robot', secret: SECRET, roles: ['auditor'] },
];

export interface Granted {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

export function newPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** auth-service alone, with clients for people, and a page that signs in whom it is told to. */
export class AuthorizationSuite {
  readonly people = new Map<string, Account>([[PERSON.id, PERSON]]);

  private constructor(
    readonly database: TestDatabase,
    readonly home: string,
    readonly service: RunningService,
  ) {}

  static async start(
    env: Record<string, string> = {},
    clients: readonly object[] = CLIENTS,
  ): Promise<AuthorizationSuite> {
    const database = await createTestDatabase();
    const home = await mkdtemp(join(tmpdir(), 'acgs-home-'));
    const file = join(home, 'those.json');
    await writeFile(file, JSON.stringify({ clients }));
    const port = String(await freePort());
    const issuer = `http://127.0.0.1:${port}`;
    const settings = loadConfiguration(AUTH_SERVICE.variables, {
      DATABASE_URL: database.url,
      DATABASE_POOL_SIZE: '5',
      ACGS_HOME: home,
      PORT: port,
      LOG_LEVEL: 'error',
      AUTH_ISSUER: issuer,
      AUTH_JWKS_URL: `${issuer}/.well-known/jwks.json`,
      AUTH_CLIENTS_FILE: file,
      ...env,
    });
    const service = await startService(
      {
        ...AUTH_SERVICE,
        prepare: async (app, own) => {
          await AUTH_SERVICE.prepare?.(app, own);
          app
            .getHttpAdapter()
            .getInstance()
            .post('/api/v1/auth/interactions/:uid/answer', (request, reply) =>
              answerInteraction(app, request, reply),
            );
        },
      },
      settings,
    );
    const suite = new AuthorizationSuite(database, home, service);
    Object.assign(service.app.get(UserAccounts, { strict: false }), {
      find: (id: string) => Promise.resolve(suite.people.get(id) ?? null),
    });
    return suite;
  }

  get url(): string {
    return this.service.url;
  }

  authorizationUrl(pkce: Pkce, more: Record<string, string | null> = {}): URL {
    const url = new URL('/api/v1/oauth/authorize', this.url);
    const parameters: Record<string, string | null> = {
      client_id: 'web',
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'openid offline_access decisions:read',
      prompt: 'consent',
      state: 'st',
      code_challenge: pkce.challenge,
      code_challenge_method: 'S256',
      ...more,
    };
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== null) url.searchParams.set(name, value);
    }
    return url;
  }

  /** Signs in and consents until the browser is sent back to the client, or shown something else. */
  async authorize(browser: Browser, url: URL, answers: Record<string, string> = {}): Promise<Page> {
    let page = await browser.open(url);
    for (let step = 0; step < 6; step++) {
      const { location } = page;
      if (location?.origin !== this.url) return page;
      page = location.pathname.startsWith('/api/v1/auth/interactions/')
        ? await browser.submit(`${location.href}/answer`, answers)
        : await browser.open(location);
    }
    return page;
  }

  async codeFor(
    pkce: Pkce,
    more: Record<string, string | null> = {},
    browser = new Browser(),
  ): Promise<string> {
    const { location, body } = await this.authorize(browser, this.authorizationUrl(pkce, more));
    const code = location?.searchParams.get('code');
    if (code === null || code === undefined) throw new Error(`no code: ${location?.href ?? body}`);
    return code;
  }

  async post(
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Granted> {
    const response = await fetch(`${this.url}/api/v1/oauth/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH, ...headers },
    });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, body, headers: response.headers };
  }

  token(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Granted> {
    return this.post('token', { client_id: 'web', client_secret: SECRET, ...form }, headers);
  }

  redeem(code: string, { verifier }: Pkce, more: Record<string, string> = {}): Promise<Granted> {
    return this.token({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: REDIRECT_URI,
      ...more,
    });
  }

  refresh(refreshToken: unknown): Promise<Granted> {
    return this.token({ grant_type: 'refresh_token', refresh_token: String(refreshToken) });
  }

  /** Access, refresh and id token of a person who has just signed in. */
  async signIn(more: Record<string, string | null> = {}): Promise<Readonly<Record<string, unknown>>> {
    const pkce = newPkce();
    const { status, body } = await this.redeem(await this.codeFor(pkce, more), pkce);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  }

  async close(): Promise<void> {
    await this.service.close();
    await this.database.drop();
    await rm(this.home, { recursive: true, force: true });
  }
}

async function answerInteraction(
  app: NestFastifyApplication,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const interactions = app.get(Interactions, { strict: false });
  const query = new URLSearchParams(request.url.split('?')[1]);
  const details = await interactions.details(request, reply);
  if (query.has('refuse')) return interactions.refused(request, reply);
  if (details.prompt === 'consent') {
    return interactions.consented(request, reply, { scopes: details.requestedScopes });
  }
  const userId = query.get('user') ?? PERSON.id;
  await interactions.signOutOthers(request, reply, userId);
  void reply.header('Set-Cookie', await newSessionCookie(app, userId));
  return interactions.signedIn(request, reply, {
    userId,
    amr: ['pwd'],
    acr: details.requiredAcr ?? 'urn:acgs:acr:password',
    authTime: Math.floor(Date.now() / 1000),
  });
}

/** Of a session of somebody who need not be in the database. */
async function newSessionCookie(app: NestFastifyApplication, userId: string): Promise<string> {
  const secret = newBearerSecret(PERSON.tenant);
  const session = {
    tenant: PERSON.tenant,
    userId,
    id: newUuidV7(),
    tokenHash: secret.hash,
    acr: 'urn:acgs:acr:password',
    amr: ['pwd'],
    userAgent: '',
    oauthUid: null,
    grantIds: [],
    authTime: new Date(),
    expiresAt: new Date(Date.now() + 3_600_000),
  };
  const { manager } = app.get(DataSource, { strict: false });
  await app.get(SessionsRepository, { strict: false }).insert(session, manager);
  const { AUTH_ISSUER } = app.get<AuthSettings>(AUTH_SETTINGS, { strict: false });
  return cookieLine(sessionCookieAt(AUTH_ISSUER), secret.text, 3600);
}
