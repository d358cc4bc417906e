import type { CacheStats } from '@acgs/contracts';
import { CachePlans } from '../../libs/cache/src/cache-plans.js';
import { CONSTITUTION, POLICY } from './governed.js';
import type { Answer, CallOptions, Installation, ServiceName } from './installation.js';

/** An address of every cached route, by the name of its handler. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'ConstitutionController.inForce': '/api/v1/constitution',
  'ConstitutionController.versions': '/api/v1/constitution/versions?limit=10',
  'ConstitutionController.version': '/api/v1/constitution/versions/1',
  'ConstitutionController.diff': '/api/v1/constitution/versions/1/diff/1',
  'PoliciesController.list': '/api/v1/policies?limit=10',
  'PoliciesController.find': `/api/v1/policies/${POLICY.id}`,
  'PoliciesController.listVersions': `/api/v1/policies/${POLICY.id}/versions`,
  'PoliciesController.findVersion': `/api/v1/policies/${POLICY.id}/versions/1`,
};

export const CACHING_SERVICES = ['constitutional-core', 'governance-engine'] as const;

export interface CachedRoute {
  readonly service: ServiceName;
  readonly name: string;
  readonly path: string;
}

/** Every cached route of a service that runs. @throws Error for one that has no address here */
export function cachedRoutes(installation: Installation, service: ServiceName): CachedRoute[] {
  const plans = installation.service(service).app.get(CachePlans);
  return plans.names().map((name) => {
    const path = ADDRESSES[name];
    if (path === undefined) throw new Error(`${name} is cached: give it an address in cached-routes.ts`);
    return { service, name, path };
  });
}

/** What callers get who ask for no kept answer. */
export const uncached = (
  installation: Installation,
  { service, path }: CachedRoute,
  options: CallOptions = {},
): Promise<Answer> =>
  installation.call(service, 'GET', path, {
    ...options,
    headers: { ...options.headers, 'Cache-Control': 'no-cache' },
  });

export type ClassCounts = CacheStats['classes'][number];

async function countsOfClasses(
  installation: Installation,
  service: ServiceName,
): Promise<readonly ClassCounts[]> {
  const { body } = await installation.call(service, 'GET', '/api/v1/cache/stats');
  return (body as CacheStats).classes;
}

/** What became of the reads of one class so far. */
export async function countsOf(
  installation: Installation,
  service: ServiceName,
  name: ClassCounts['class'],
): Promise<ClassCounts> {
  const found = (await countsOfClasses(installation, service)).find((one) => one.class === name);
  if (found === undefined) throw new Error(`${service} has no class ${name}.`);
  return found;
}

/** Answers from the cache so far, of both tiers. */
export async function hitsOf(installation: Installation, service: ServiceName): Promise<number> {
  const classes = await countsOfClasses(installation, service);
  return classes.reduce((sum, { hits }) => sum + hits.local + hits.shared, 0);
}

export const ANOTHER_CONSTITUTION = { ...CONSTITUTION, title: 'For tests, amended' };
