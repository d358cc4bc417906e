import { CONNECTIONS_BESIDE_THE_POOL } from '@acgs/database';
import { answering, type Check, type Patient } from '../check.js';
import { fail, type Finding, ok, skipped, warn } from '../finding.js';
import type { ServiceView } from '../service-view.js';

/** Design: use of the pool below 80 %. */
const BUSY_SHARE = 0.8;

/** PostgreSQL takes as many connections as the pools may ask for, and no pool is used up. */
export const CONNECTIONS: Check = {
  name: 'connections',
  run: async (patient) => {
    const pools = answering(patient).filter(
      ({ metrics }) => (metrics?.sum('acgs_database_pool_size') ?? null) !== null,
    );
    const uses = pools.map(useOf);
    return [...uses, await limitOf(patient, pools)];
  },
};

function useOf({ name, metrics }: ServiceView): Finding {
  const size = metrics?.sum('acgs_database_pool_size') ?? 0;
  const inUse = metrics?.sum('acgs_database_pool_in_use') ?? 0;
  const waiting = metrics?.sum('acgs_database_pool_waiting') ?? 0;
  const saw = `${String(inUse)} of ${String(size)} in use, ${String(waiting)} waiting`;
  if (waiting === 0 && inUse <= size * BUSY_SHARE) return ok(name, saw);
  return warn(name, saw, 'Look for slow statements (/api/v1/admin/queries), or raise DATABASE_POOL_SIZE.');
}

async function limitOf({ database }: Patient, pools: readonly ServiceView[]): Promise<Finding> {
  const { limit, used } = await database.row<{ limit: number; used: number }>(
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS limit,
       (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used`,
  );
  if (pools.length === 0)
    return skipped(
      'PostgreSQL',
      `${String(used)} of ${String(limit)} are open`,
      'The pools of the services are not to be seen.',
    );
  const wanted = pools.reduce((sum, { metrics }) => {
    const processes = metrics?.sum('acgs_workers') ?? 1;
    const watching = (metrics?.sum('acgs_database_replica_lag_seconds') ?? null) === null ? 0 : 1;
    const beside = CONNECTIONS_BESIDE_THE_POOL + watching;
    return sum + (metrics?.sum('acgs_database_pool_size') ?? 0) + processes * beside;
  }, 0);
  const saw = `takes ${String(limit)}, ${String(used)} are open, the services seen may open ${String(wanted)}`;
  const advice = 'Raise max_connections, or lower DATABASE_POOL_SIZE or WORKERS.';
  if (wanted > limit) return fail('PostgreSQL', saw, advice);
  return used > limit * BUSY_SHARE ? warn('PostgreSQL', saw, advice) : ok('PostgreSQL', saw);
}
