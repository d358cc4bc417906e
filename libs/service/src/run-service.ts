import cluster from 'node:cluster';
import type { z } from 'zod';
import { loadConfiguration, type ServiceSettings } from './configuration.js';
import { endOnce, SHUTDOWN_MAX_MILLISECONDS } from './end-once.js';
import type { ServiceDefinition, ServiceVariables } from './service-definition.js';
import { startFault } from './start-fault.js';
import { startService } from './start-service.js';
import { runPrimary } from './workers/run-primary.js';
import { runWorker } from './workers/run-worker.js';

/**
 * The main of every service: reads the environment, starts, and ends with exit code 0 on SIGTERM, on SIGINT, or when
 * the process that started it is gone. A start that fails is one line on stderr and exit code 1. With `WORKERS` above 1
 * this process starts as many others, which serve, and shares out the connections among them.
 */
export async function runService<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
): Promise<void> {
  try {
    const settings = loadConfiguration(definition.variables, process.env);
    const { WORKERS }: ServiceSettings = settings;
    if (cluster.isWorker) await runWorker(definition, settings);
    else if (WORKERS > 1) await runPrimary(definition, settings);
    else await runAlone(definition, settings);
  } catch (error) {
    process.stderr.write(`${definition.name}: ${startFault(error, definition.name)}\n`);
    process.exit(1);
  }
}

async function runAlone<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
  settings: z.infer<Schema>,
): Promise<void> {
  const service = await startService(definition, settings);
  const { log } = service.app.getHttpAdapter().getInstance();
  const { SHUTDOWN_DELAY_MS }: ServiceSettings = settings;
  const end = endOnce(log, SHUTDOWN_DELAY_MS + SHUTDOWN_MAX_MILLISECONDS, () => service.close());
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('SIGHUP', () => {
    log.warn('SIGHUP replaces workers one by one, and there is one process alone: set WORKERS to 2 or more');
  });
  if (process.send !== undefined) process.on('disconnect', end);
  process.send?.({ ready: service.url });
}
