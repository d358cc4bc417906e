import { databaseVariables, LocalPostgres, replicaVariables } from '@acgs/database';
import { redisVariables } from '@acgs/redis';
import { loadConfiguration } from '@acgs/service';
import { join } from 'node:path';
import { z } from 'zod';
import { SERVICES, type ServiceName } from '../installation/service-process.js';

const url = z.url({ protocol: /^https?$/ }).optional();
const port = z.coerce.number().int().min(1).max(65_535);

/** Where the parts of a deployment are: the variables of the services and of `npm start`, by their names there. */
const DoctorVariables = z.object({
  ACGS_HOME: databaseVariables.ACGS_HOME,
  DATABASE_URL: databaseVariables.DATABASE_URL,
  ...replicaVariables,
  REDIS_URL: redisVariables.REDIS_URL,
  API_GATEWAY_URL: url,
  AUTH_SERVICE_URL: url,
  CONSTITUTIONAL_CORE_URL: url,
  EC_SERVICE_URL: url,
  GOVERNANCE_ENGINE_URL: url,
  INTEGRITY_SERVICE_URL: url,
  API_GATEWAY_PORT: port.default(8080),
  AUTH_SERVICE_PORT: port.default(8016),
  CONSTITUTIONAL_CORE_PORT: port.default(8001),
  EC_SERVICE_PORT: port.default(8006),
  GOVERNANCE_ENGINE_PORT: port.default(8004),
  INTEGRITY_SERVICE_PORT: port.default(8002),
});

export interface Deployment {
  /** Null for a service whose address is not known. */
  readonly services: ReadonlyMap<ServiceName, string | null>;
  readonly databaseUrl: string | null;
  readonly replicaUrl: string | null;
  /** What is not too much. */
  readonly replicaLagMilliseconds: number;
  readonly redisUrl: string | null;
  /** The folder of an installation on this machine; null for one that is elsewhere. */
  readonly home: string | null;
}

/**
 * The installation that `npm start` makes on this machine, but for what the environment names; with a gateway, what the
 * environment names alone.
 *
 * @throws ConfigurationError that names each wrong variable
 */
export async function deploymentOf(
  gateway: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Deployment> {
  const settings = loadConfiguration(DoctorVariables, environment);
  const isLocal = gateway === undefined;
  const addressOf = (name: ServiceName): string | null => {
    const prefix = name.toUpperCase().replaceAll('-', '_') as Uppercase<Underscored<ServiceName>>;
    if (name === 'api-gateway' && gateway !== undefined) return gateway;
    return (
      settings[`${prefix}_URL`] ?? (isLocal ? `http://127.0.0.1:${String(settings[`${prefix}_PORT`])}` : null)
    );
  };
  const home = isLocal ? settings.ACGS_HOME : null;
  const found = home === null ? null : await LocalPostgres.runningUrl(join(home, 'postgres'));
  return {
    services: new Map(SERVICES.map((name) => [name, addressOf(name)])),
    databaseUrl: settings.DATABASE_URL ?? found,
    replicaUrl: settings.DATABASE_REPLICA_URL ?? null,
    replicaLagMilliseconds: settings.DATABASE_REPLICA_MAX_LAG_MS,
    redisUrl: settings.REDIS_URL ?? null,
    home,
  };
}

type Underscored<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}_${Underscored<Tail>}`
  : Name;

/** Every secret that is in the addresses: none of them may be printed. */
export function secretsOf({ services, databaseUrl, replicaUrl, redisUrl }: Deployment): string[] {
  const all = [...services.values(), databaseUrl, replicaUrl, redisUrl];
  const addresses = all.filter((address) => address !== null);
  return addresses.flatMap((address) => {
    const { password } = new URL(address);
    return password === '' ? [] : [...new Set([password, decodeURIComponent(password)])];
  });
}
