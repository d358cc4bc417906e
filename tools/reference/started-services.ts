import { localClients } from '@acgs/access';
import { freePort } from '@acgs/database';
import {
  loadConfiguration,
  registerWorkerMetrics,
  type ServiceDefinition,
  type ServiceVariables,
  startService,
} from '@acgs/service';
import { Registry } from 'prom-client';
import { SERVICE_DEFINITIONS } from '../installation/service-definitions.js';
import { type Metric, metricsIn } from './metric.js';

type Environment = Readonly<Record<string, string>>;

/**
 * The metrics of each service by its name, read from its registry while it runs in this process on that database. With those
 * which are there with several workers alone. Nobody is called: of a neighbour that is away the figures are the same.
 */
export async function metricsOfServices(databaseUrl: string, home: string): Promise<Map<string, Metric[]>> {
  await localClients(home);
  const auth = `http://127.0.0.1:${String(await freePort())}`;
  const environment = {
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    ACGS_HOME: home,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '5',
    AUTH_SERVICE_URL: auth,
    AUTH_ISSUER: auth,
    AUTH_JWKS_URL: `${auth}/.well-known/jwks.json`,
    SIMULATIONS_AT_ONCE: '0',
    EVOLUTION_THREADS: '0',
  };
  const services = [
    await metricsOf(SERVICE_DEFINITIONS['api-gateway'], environment),
    await metricsOf(SERVICE_DEFINITIONS['auth-service'], environment),
    await metricsOf(SERVICE_DEFINITIONS['constitutional-core'], environment),
    await metricsOf(SERVICE_DEFINITIONS['ec-service'], environment),
    await metricsOf(SERVICE_DEFINITIONS['governance-engine'], environment),
    await metricsOf(SERVICE_DEFINITIONS['integrity-service'], environment),
  ];
  return new Map(services);
}

async function metricsOf<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
  environment: Environment,
): Promise<[string, Metric[]]> {
  const service = await startService(definition, loadConfiguration(definition.variables, environment));
  try {
    const registry = service.app.get(Registry, { strict: false });
    return [definition.name, [...metricsIn(registry), ...metricsOfPrimary()]];
  } finally {
    await service.close();
  }
}

function metricsOfPrimary(): Metric[] {
  const registry = new Registry();
  registerWorkerMetrics(registry, () => ({ serving: 0, replacements: { ended: 0, restarted: 0 } }));
  return metricsIn(registry);
}
