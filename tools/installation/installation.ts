import { localClients } from '@acgs/access';
import { freePort, LocalPostgres } from '@acgs/database';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiClient } from './api-client.js';
import { ServiceProcess, ServiceStartFault, SERVICES, type ServiceName } from './service-process.js';

export interface InstallationOptions {
  /** The folder of its database, keys and clients. */
  readonly home: string;
  /** Fixed ports; free ones are taken for services that are not named. */
  readonly ports?: Partial<Record<ServiceName, number>>;
  /** Processes of each; one of those that are not named. */
  readonly workers?: Partial<Record<ServiceName, number>>;
  readonly databaseUrl?: string | undefined;
  readonly databaseSettings?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly progress?: (text: string) => void;
  /** The folder of the built release that is started; this one unless told. */
  readonly release?: string | undefined;
  /** Takes the lines of the services' logs, which go to this process's output otherwise. */
  readonly onLine?: (service: ServiceName, line: string) => void;
  /** Ends the start, too, when it is still under way. */
  readonly signal?: AbortSignal;
}

const READY_SECONDS = 60;
const STOP_ORDER: readonly (readonly ServiceName[])[] = [
  ['api-gateway'],
  ['ec-service'],
  ['governance-engine'],
  ['constitutional-core', 'integrity-service', 'auth-service'],
];

/** A whole ACGS on this machine: its database and every service in a process of its own. */
export class Installation {
  private readonly services = new Map<ServiceName, ServiceProcess>();
  private readonly seconds: ServiceProcess[] = [];
  private readonly firstToEnd: (() => Promise<void>)[] = [];
  private stopping: Promise<void> | null = null;

  private constructor(
    readonly home: string,
    readonly databaseUrl: string,
    readonly postgres: LocalPostgres | null,
    private readonly environments: Readonly<Record<ServiceName, Record<string, string>>>,
    private readonly release: string | undefined,
    private readonly onLine: InstallationOptions['onLine'],
  ) {}

  /** Resolves when every service is ready. What was started is stopped again when one fails or the signal comes. */
  static async start(options: InstallationOptions): Promise<Installation> {
    const progress = options.progress ?? ((): void => undefined);
    const postgres =
      options.databaseUrl === undefined
        ? await LocalPostgres.open(join(options.home, 'postgres'), {
            settings: options.databaseSettings ?? {},
          })
        : null;
    const databaseUrl = options.databaseUrl ?? postgres?.url ?? '';
    if (options.signal?.aborted === true) await postgres?.stop();
    options.signal?.throwIfAborted();
    progress(
      postgres === null ? 'PostgreSQL is yours' : `PostgreSQL listens on port ${String(postgres.port)}`,
    );
    const environments = await environmentsOf(options, databaseUrl);
    const { home, release, onLine } = options;
    const installation = new Installation(home, databaseUrl, postgres, environments, release, onLine);
    options.signal?.addEventListener('abort', () => void installation.stop());
    try {
      await installation.startAll(progress);
    } catch (error) {
      await installation.stop();
      throw error;
    }
    return installation;
  }

  /** The gateway comes last: when it answers, so does all that it leads to, and the clients' secrets are there to be read. */
  private async startAll(progress: (text: string) => void): Promise<void> {
    await localClients(this.home);
    const startedAndReady = async (name: ServiceName): Promise<void> => {
      await this.startService(name);
      progress(`${name} listens on port ${this.environments[name].PORT ?? ''}`);
      await this.untilReady(name);
    };
    await Promise.all(SERVICES.filter((name) => name !== 'api-gateway').map(startedAndReady));
    await startedAndReady('api-gateway');
  }

  url(name: ServiceName): string {
    const { HOST, PORT } = this.environments[name];
    return `http://${HOST ?? ''}:${PORT ?? ''}`;
  }

  service(name: ServiceName): ServiceProcess | undefined {
    return this.services.get(name);
  }

  async startService(name: ServiceName): Promise<void> {
    const service = this.process(name, this.environments[name], this.release);
    this.services.set(name, service);
    await service.listening();
  }

  /** Starts another process of a service beside the first, of another release when told, and gives its address. */
  async startSecond(
    name: ServiceName,
    environment: Readonly<Record<string, string>> = {},
    release = this.release,
  ): Promise<{ service: ServiceProcess; url: string }> {
    const port = String(await freePort());
    const service = this.process(name, { ...this.environments[name], ...environment, PORT: port }, release);
    this.seconds.push(service);
    await service.listening();
    return { service, url: `http://127.0.0.1:${port}` };
  }

  private process(
    name: ServiceName,
    environment: Readonly<Record<string, string>>,
    release: string | undefined,
  ): ServiceProcess {
    const { onLine } = this;
    const listener = onLine === undefined ? undefined : onLine.bind(null, name);
    return new ServiceProcess(name, environment, release, listener);
  }

  login(clientId: string): Promise<ApiClient> {
    return ApiClient.login(this.url('api-gateway'), this.home, clientId);
  }

  /** Resolves when every worker of the engine decides by this version of the constitution, or a later one. */
  async decidesBy(constitutionVersion: number): Promise<void> {
    await this.untilReady('governance-engine', (readiness) => {
      const { details } = JSON.parse(readiness) as { details?: { rules?: { constitutionVersion?: number } } };
      return (details?.rules?.constitutionVersion ?? 0) >= constitutionVersion;
    });
  }

  /** Connections are handed to the workers in turn: so many new ones in a row have asked all of them. */
  async untilReady(name: ServiceName, has: (readiness: string) => boolean = () => true): Promise<void> {
    const wanted = 2 * Number(this.environments[name].WORKERS) - 1;
    let inARow = 0;
    let last = 'no answer';
    const end = Date.now() + READY_SECONDS * 1000;
    while (Date.now() < end && this.stopping === null) {
      const options = { headers: { connection: 'close' } };
      const response = await fetch(`${this.url(name)}/health/ready`, options).catch(() => null);
      if (response !== null) last = await response.text();
      inARow = response?.ok === true && has(last) ? inARow + 1 : 0;
      if (inARow === wanted) return;
      if (inARow === 0) await pause(50);
    }
    throw new ServiceStartFault(`${name} is not ready after ${String(READY_SECONDS)} s: ${last}`);
  }

  /** For what must have ended before the services and the database are stopped. */
  beforeStop(task: () => Promise<void>): void {
    this.firstToEnd.push(task);
  }

  /** Each before those that it calls, so that none loses a service or the database while it drains. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    await Promise.all(this.firstToEnd.map((task) => task()));
    const services = [...this.services.values(), ...this.seconds];
    for (const names of STOP_ORDER) {
      const next = services.filter(({ name }) => names.includes(name));
      await Promise.all(next.map((service) => service.stop()));
    }
    await this.postgres?.stop();
  }
}

async function environmentsOf(
  { home, ports = {}, workers = {}, environment = {} }: InstallationOptions,
  databaseUrl: string,
): Promise<Record<ServiceName, Record<string, string>>> {
  const port = async (name: ServiceName): Promise<number> => ports[name] ?? (await freePort());
  const [auth, core, integrity, engine, ec, gateway] = await Promise.all(SERVICES.map(port));
  const local = (number: number | undefined): string => `http://127.0.0.1:${String(number)}`;
  const shared = {
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    ACGS_HOME: home,
    DATABASE_URL: databaseUrl,
    AUTH_ISSUER: local(auth),
    AUTH_JWKS_URL: `${local(auth)}/.well-known/jwks.json`,
    AUTH_SERVICE_URL: local(auth),
    CONSTITUTIONAL_CORE_URL: local(core),
    GOVERNANCE_ENGINE_URL: local(engine),
    INTEGRITY_SERVICE_URL: local(integrity),
    EC_SERVICE_URL: local(ec),
    PUBLIC_ORIGIN: process.env.PUBLIC_ORIGIN ?? local(gateway),
    TLS_CERT_FILE: '',
    TLS_KEY_FILE: '',
    ...environment,
  };
  const own = (name: ServiceName, port: number | undefined): Record<string, string> => ({
    ...shared,
    PORT: String(port),
    WORKERS: String(workers[name] ?? 1),
  });
  return {
    'auth-service': { ...own('auth-service', auth), TRUSTED_PROXIES: '127.0.0.1' },
    'constitutional-core': own('constitutional-core', core),
    'integrity-service': own('integrity-service', integrity),
    'governance-engine': own('governance-engine', engine),
    'ec-service': own('ec-service', ec),
    'api-gateway': own('api-gateway', gateway),
  };
}
