import { processLog } from '@acgs/observability';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { z } from 'zod';
import type { ServiceSettings } from '../configuration.js';
import { acceptingTurn } from '../draining.js';
import { endOnce, SHUTDOWN_MAX_MILLISECONDS } from '../end-once.js';
import type { ServiceDefinition, ServiceVariables, SharedByWorkers } from '../service-definition.js';
import { GatheredMetrics } from './gathered-metrics.js';
import { WorkerPool } from './worker-pool.js';
import { insteadOfFiles } from '../secret-files.js';

/** For a worker's own bound to come first, so that it can say what hangs. */
const INSIST_MILLISECONDS = 500;

const NOTHING: SharedByWorkers = { environment: {}, close: () => Promise.resolve() };

/**
 * Starts the workers, hands every connection to the next of them in turn, and replaces those that end. Connections, and
 * not requests, are what is shared out: a caller that keeps its connection stays with its worker. Handing over each
 * connection keeps the workers evenly loaded where few callers keep many connections, as the gateway does, and no
 * connection is lost with a worker that stops listening; both would be otherwise if the system chose the worker.
 *
 * SIGHUP replaces the workers one by one; SIGTERM, SIGINT and the end of the parent drain them all.
 *
 * @throws whatever keeps the workers from being started
 */
export async function runPrimary<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
  settings: z.infer<Schema>,
): Promise<void> {
  const { WORKERS, SHUTDOWN_DELAY_MS, LOG_LEVEL, OTEL_EXPORTER_OTLP_ENDPOINT }: ServiceSettings = settings;
  const log = processLog(definition.name, LOG_LEVEL);
  const port = await freePortOf(settings);
  const warn = (text: string): void => {
    log.warn(text);
  };
  const shared = (await definition.share?.(settings, warn)) ?? NOTHING;
  cluster.schedulingPolicy = cluster.SCHED_RR;
  // Figures may be NaN or infinite, which JSON cannot carry.
  cluster.setupPrimary({ serialization: 'advanced' });
  const metrics: GatheredMetrics = new GatheredMetrics(
    definition.name,
    OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
    () => pool,
  );
  const pool = new WorkerPool({
    size: WORKERS,
    environment: insteadOfFiles({ ...shared.environment, PORT: String(port) }),
    log,
    endWithin: SHUTDOWN_DELAY_MS + SHUTDOWN_MAX_MILLISECONDS + INSIST_MILLISECONDS,
    listener: {
      figures: (worker, figures) => {
        metrics.take(worker, figures);
      },
      ended: (worker) => {
        metrics.forget(worker);
      },
      errand: (errand) => (errand === 'metrics' ? metrics.text() : acceptingTurn().then(() => '')),
    },
  });
  const within = SHUTDOWN_DELAY_MS + SHUTDOWN_MAX_MILLISECONDS + 2 * INSIST_MILLISECONDS;
  const end = endOnce(log, within, () => endAll(pool, shared));
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (process.send !== undefined) process.on('disconnect', end);
  try {
    const started = pool.start();
    process.on(
      'SIGHUP',
      () =>
        void started.then(
          () => pool.restart(),
          () => undefined,
        ),
    );
    const url = await started;
    log.info({ workers: WORKERS }, `${String(WORKERS)} workers serve`);
    process.send?.({ ready: url });
  } catch (error) {
    if (pool.isStopping) return;
    await endAll(pool, shared).catch(() => undefined);
    throw error;
  }
}

async function endAll(pool: WorkerPool, shared: SharedByWorkers): Promise<void> {
  const inOrder = await pool.stop();
  await shared.close();
  if (!inOrder) throw new Error('a worker did not end in good order');
}

/** The port that all workers share, also those that come after all others have ended. @throws when it is taken */
async function freePortOf({ HOST, PORT }: ServiceSettings): Promise<number> {
  const server = createServer();
  server.listen(PORT, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
