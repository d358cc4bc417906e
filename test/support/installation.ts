import { type ClientWithSecret, localClients } from '@acgs/access';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { freePort } from '@acgs/database';
import { loadConfiguration, type RunningService, type ServiceDefinition, startService } from '@acgs/service';
import { decodeJwt, importJWK, SignJWT } from 'jose';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AUTH_SERVICE } from '../../apps/auth-service/src/auth-service.definition.js';
import { SigningKeys } from '../../apps/auth-service/src/signing-keys/signing-keys.js';
import type { ServiceVariables } from '../../libs/service/src/service-definition.js';
import { recordRoutes, type Route } from './route-walk.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

type Environment = Readonly<Record<string, string>>;
type Start = (environment: Environment, routes: Route[]) => Promise<RunningService>;

/** In the order in which they start: each is told where those before it are. */
const STARTS = {
  'auth-service': (environment, routes) => startRecorded(AUTH_SERVICE, environment, routes),
  'constitutional-core': async (environment, routes) => {
    const definitions = import('../../apps/constitutional-core/src/constitutional-core.definition.js');
    return startRecorded((await definitions).CONSTITUTIONAL_CORE, environment, routes);
  },
  'integrity-service': async (environment, routes) => {
    const definitions = import('../../apps/integrity-service/src/integrity-service.definition.js');
    return startRecorded((await definitions).INTEGRITY_SERVICE, environment, routes);
  },
  'governance-engine': async (environment, routes) => {
    const definitions = import('../../apps/governance-engine/src/governance-engine.definition.js');
    return startRecorded((await definitions).GOVERNANCE_ENGINE, environment, routes);
  },
  'ec-service': async (environment, routes) => {
    const definitions = import('../../apps/ec-service/src/ec-service.definition.js');
    return startRecorded((await definitions).EC_SERVICE, environment, routes);
  },
  'api-gateway': async (environment, routes) => {
    const definitions = import('../../apps/api-gateway/src/api-gateway.definition.js');
    return startRecorded((await definitions).API_GATEWAY, environment, routes);
  },
} satisfies Record<string, Start>;

const startRecorded = <Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
  environment: Environment,
  routes: Route[],
): Promise<RunningService> =>
  startService(recordRoutes(definition, routes), loadConfiguration(definition.variables, environment));

interface StartedService {
  readonly service: RunningService;
  readonly routes: readonly Route[];
}

export type ServiceName = keyof typeof STARTS;

const ADDRESS_VARIABLES: Readonly<Record<ServiceName, string>> = {
  'auth-service': 'AUTH_SERVICE_URL',
  'constitutional-core': 'CONSTITUTIONAL_CORE_URL',
  'integrity-service': 'INTEGRITY_SERVICE_URL',
  'governance-engine': 'GOVERNANCE_ENGINE_URL',
  'ec-service': 'EC_SERVICE_URL',
  'api-gateway': 'API_GATEWAY_URL',
};

export interface InstallationOptions {
  /** Those that run beside auth-service, which always does. */
  readonly services?: readonly ServiceName[];
  /** On top of what wires the services together; the same for all of them. */
  readonly env?: Environment;
  /** An empty one, instead of a new one of the test run's server. */
  readonly database?: TestDatabase;
}

export interface CallOptions {
  /** Whose token goes along: a client's id, `admin` unless told, or null for none. */
  readonly as?: string | null;
  /** This token instead. */
  readonly token?: string;
  /** A string, bytes or a form go as they are; everything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Environment;
  /** The constitutional hash to send; null for none. */
  readonly hash?: string | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else its text. */
  readonly body: unknown;
}

/** With a condition, fetch says `no-cache` of its own accord unless it is told something else (Fetch, section 4.5). */
const ASKS_FOR_NOTHING_NEW = { 'Cache-Control': 'min-fresh=0' };

/** Real services on free ports in this process, on a database and in a home folder of their own. */
export class Installation {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    readonly database: TestDatabase,
    readonly home: string,
    readonly clients: readonly ClientWithSecret[],
    /** As the services were started with, to start another process in the same installation. */
    readonly environment: Environment,
    private readonly services: ReadonlyMap<ServiceName, StartedService>,
  ) {}

  static async start(options: InstallationOptions): Promise<Installation> {
    const { services = [], env = {} } = options;
    const database = options.database ?? (await createTestDatabase());
    const home = await mkdtemp(join(tmpdir(), 'acgs-home-'));
    const clients = await localClients(home);
    const running = new Map<ServiceName, StartedService>();
    let environment = { ...(await baseEnvironment(database, home, clients)), ...env };
    const installation = (): Installation => new Installation(database, home, clients, environment, running);
    try {
      for (const name of Object.keys(STARTS) as ServiceName[]) {
        if (name !== 'auth-service' && !services.includes(name)) continue;
        const port = name === 'auth-service' ? new URL(environment.AUTH_SERVICE_URL ?? '').port : '0';
        const routes: Route[] = [];
        const service = await STARTS[name]({ ...environment, PORT: port }, routes);
        running.set(name, { service, routes });
        environment = { ...environment, [ADDRESS_VARIABLES[name]]: service.url };
      }
    } catch (error) {
      await installation().close();
      throw error;
    }
    return installation();
  }

  /** Without a slash at the end. */
  url(name: ServiceName): string {
    return this.service(name).url;
  }

  service(name: ServiceName): RunningService {
    return this.started(name).service;
  }

  /** Every route that the service has registered, HEAD and docs included. */
  routes(name: ServiceName): readonly Route[] {
    return this.started(name).routes;
  }

  /** An access token from auth-service, asked for once; with `ttlSeconds` a new one that lives as long as that. */
  async token(clientId: string, ttlSeconds?: number): Promise<string> {
    let token = this.tokens.get(clientId);
    if (token === undefined) {
      token = this.requestToken(clientId);
      this.tokens.set(clientId, token);
    }
    if (ttlSeconds === undefined) return token;
    return this.mint(clientId, { exp: Math.floor(Date.now() / 1000) + ttlSeconds });
  }

  /** The client's token with other claims, signed with the installation's own key. */
  async mint(clientId: string, claims: Readonly<Record<string, unknown>>, typ = 'at+jwt'): Promise<string> {
    const key = this.service('auth-service').app.get(SigningKeys, { strict: false }).current();
    return new SignJWT({ ...decodeJwt(await this.token(clientId)), ...claims })
      .setProtectedHeader({ alg: key.alg, typ, kid: key.kid })
      .sign(await importJWK(key));
  }

  async call(service: ServiceName, method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { as = 'admin', hash = CONSTITUTIONAL_HASH, body } = options;
    const token = options.token ?? (as === null ? null : await this.token(as));
    const response = await fetch(`${this.url(service)}${path}`, {
      method,
      headers: {
        ...ASKS_FOR_NOTHING_NEW,
        ...(hash === null ? {} : { [CONSTITUTIONAL_HASH_HEADER]: hash }),
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined || isRaw(body) ? {} : { 'Content-Type': 'application/json' }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
      redirect: 'manual',
    });
    return { status: response.status, headers: response.headers, body: await bodyOf(response) };
  }

  /** The last started ends first; then database and folder are gone. */
  async close(): Promise<void> {
    for (const { service } of [...this.services.values()].reverse()) await service.close();
    await this.database.drop();
    await rm(this.home, { recursive: true, force: true });
  }

  private started(name: ServiceName): StartedService {
    const started = this.services.get(name);
    if (started === undefined) throw new Error(`${name} is not part of this installation`);
    return started;
  }

  private async requestToken(clientId: string): Promise<string> {
    const secret = this.clients.find(({ id }) => id === clientId)?.secret ?? '';
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
    const { status, body } = await this.call('auth-service', 'POST', '/api/v1/oauth/token', {
      as: null,
      body: new URLSearchParams(form),
    });
    if (status !== 200) throw new Error(`no token for ${clientId}: ${JSON.stringify(body)}`);
    return (body as { access_token: string }).access_token;
  }
}

/** Starts auth-service and the named services, each with the settings that a real environment would give it. */
export const startInstallation = (options: InstallationOptions = {}): Promise<Installation> =>
  Installation.start(options);

async function baseEnvironment(
  database: TestDatabase,
  home: string,
  clients: readonly ClientWithSecret[],
): Promise<Environment> {
  const auth = `http://127.0.0.1:${String(await freePort())}`;
  const engine = clients.find(({ id }) => id === 'governance-engine');
  if (engine === undefined) throw new Error('there is no client for the engine');
  return {
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '5',
    ACGS_HOME: home,
    LOG_LEVEL: 'error',
    SIMULATIONS_AT_ONCE: '0',
    // Threads run what is built.
    EVOLUTION_THREADS: '0',
    AUTH_SERVICE_URL: auth,
    AUTH_ISSUER: auth,
    AUTH_JWKS_URL: `${auth}/.well-known/jwks.json`,
    ENGINE_CLIENT_ID: engine.id,
    ENGINE_CLIENT_SECRET: engine.secret,
  };
}

type RawBody = string | Uint8Array<ArrayBuffer> | URLSearchParams;

const isRaw = (body: unknown): body is RawBody =>
  typeof body === 'string' || body instanceof Uint8Array || body instanceof URLSearchParams;

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  return isJson && text !== '' ? (JSON.parse(text) as unknown) : text;
}
