import { freePort } from '@acgs/database';
import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../../../tools/installation/installation.js';
import {
  type ServiceName,
  type ServiceProcess,
  SERVICES,
} from '../../../tools/installation/service-process.js';
import { withInstallation } from '../../../tools/installation/temporary-installation.js';
import { MovingAddress } from '../../support/moving-address.js';
import { UNLIMITED } from '../requests/unlimited.js';

const READY_MILLISECONDS = 60_000;
/** Longer than it takes those who hold a connection to see the other process. */
const SETTLE_MILLISECONDS = 1000;

interface Running {
  readonly service: ServiceProcess;
  readonly url: string;
}

/** Services behind addresses that stay, as a cluster has them: what is behind each is replaced. */
export class BothReleases {
  private readonly current = new Map<ServiceName, Running>();

  constructor(
    readonly installation: Installation,
    private readonly addresses: ReadonlyMap<ServiceName, MovingAddress>,
  ) {
    for (const name of SERVICES) {
      const service = installation.service(name);
      if (service !== undefined) this.current.set(name, { service, url: installation.url(name) });
    }
  }

  origin(name: ServiceName): string {
    return this.addresses.get(name)?.origin ?? '';
  }

  /** The address of the one that takes requests. */
  urlOf(name: ServiceName): string {
    return this.current.get(name)?.url ?? '';
  }

  /** Starts a process of that release beside the other; it takes no request until it is put in its place. */
  async startBeside(name: ServiceName, release: string): Promise<Running> {
    const started = await this.installation.startSecond(name, {}, release);
    const end = Date.now() + READY_MILLISECONDS;
    while (!(await isReady(started.url))) {
      if (Date.now() > end) throw new Error(`${name} of ${release} is not ready`);
      await pause(50);
    }
    return started;
  }

  /** New connections go to this one; the other drains and ends. */
  async replace(name: ServiceName, by: Running): Promise<void> {
    const address = this.addresses.get(name);
    const before = this.current.get(name);
    if (address !== undefined) address.port = Number(new URL(by.url).port);
    this.current.set(name, by);
    await pause(SETTLE_MILLISECONDS);
    await before?.service.stop();
  }
}

const isReady = async (url: string): Promise<boolean> =>
  (await fetch(`${url}/health/ready`, { headers: { connection: 'close' } }).catch(() => null))?.ok === true;

/** Starts a whole installation of that release. */
export async function withBothReleases<Result>(
  release: string,
  progress: (text: string) => void,
  use: (releases: BothReleases) => Promise<Result>,
): Promise<Result> {
  const ports = Object.fromEntries(
    await Promise.all(SERVICES.map(async (name) => [name, await freePort()] as const)),
  ) as Record<ServiceName, number>;
  const led = SERVICES.map(async (name) => [name, await MovingAddress.lead(ports[name])] as const);
  const addresses = new Map(await Promise.all(led));
  const origin = (name: ServiceName): string => addresses.get(name)?.origin ?? '';
  const environment = {
    ...UNLIMITED,
    LOG_LEVEL: 'fatal',
    LOAD_SHEDDING: 'off',
    DATABASE_POOL_SIZE: '5',
    AUTH_ISSUER: origin('auth-service'),
    AUTH_JWKS_URL: `${origin('auth-service')}/.well-known/jwks.json`,
    AUTH_SERVICE_URL: origin('auth-service'),
    CONSTITUTIONAL_CORE_URL: origin('constitutional-core'),
    GOVERNANCE_ENGINE_URL: origin('governance-engine'),
    INTEGRITY_SERVICE_URL: origin('integrity-service'),
    EC_SERVICE_URL: origin('ec-service'),
    PUBLIC_ORIGIN: origin('api-gateway'),
  };
  try {
    return await withInstallation({ release, ports, environment, progress }, (installation) =>
      use(new BothReleases(installation, addresses)),
    );
  } finally {
    await Promise.all([...addresses.values()].map((address) => address.close()));
  }
}
