import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { SharedRedis } from '@acgs/redis';
import { loadConfiguration, type RunningService, startService } from '@acgs/service';
import { AUTH_SERVICE } from '../../apps/auth-service/src/auth-service.definition.js';
import { CONSTITUTIONAL_CORE } from '../../apps/constitutional-core/src/constitutional-core.definition.js';
import { GOVERNANCE_ENGINE } from '../../apps/governance-engine/src/governance-engine.definition.js';
import { CacheKnowledge } from '../../libs/cache/src/cache-knowledge.js';
import type { Answer, Installation } from './installation.js';

type Environment = Readonly<Record<string, string>>;

const STARTS = {
  'auth-service': (environment: Environment) =>
    startService(AUTH_SERVICE, loadConfiguration(AUTH_SERVICE.variables, environment)),
  'constitutional-core': (environment: Environment) =>
    startService(CONSTITUTIONAL_CORE, loadConfiguration(CONSTITUTIONAL_CORE.variables, environment)),
  'governance-engine': (environment: Environment) =>
    startService(GOVERNANCE_ENGINE, loadConfiguration(GOVERNANCE_ENGINE.variables, environment)),
};

/** Another app of a service beside the one of the installation, with a local tier and knowledge of its own. */
export class ServiceInstance {
  private constructor(
    private readonly service: RunningService,
    private readonly installation: Installation,
  ) {}

  static async start(
    installation: Installation,
    name: keyof typeof STARTS,
    environment: Environment = {},
  ): Promise<ServiceInstance> {
    const service = await STARTS[name]({ ...installation.environment, ...environment, PORT: '0' });
    return new ServiceInstance(service, installation);
  }

  get url(): string {
    return this.service.url;
  }

  /** What it knows of invalidations. */
  get knowledge(): CacheKnowledge {
    return this.service.app.get(CacheKnowledge);
  }

  get redis(): SharedRedis {
    return this.service.app.get(SharedRedis, { strict: false });
  }

  async call(method: string, path: string, body?: unknown, headers: Environment = {}): Promise<Answer> {
    const response = await fetch(`${this.service.url}/api/v1${path}`, {
      method,
      headers: {
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
        Authorization: `Bearer ${await this.installation.token('admin')}`,
        'Content-Type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  close(): Promise<void> {
    return this.service.close();
  }
}
