import { MetricsExposition } from '@acgs/observability';
import { setTimeout as pause } from 'node:timers/promises';
import { Registry } from 'prom-client';
import type { z } from 'zod';
import type { ServiceSettings } from '../configuration.js';
import { endOnce, SHUTDOWN_MAX_MILLISECONDS } from '../end-once.js';
import type { ServiceDefinition, ServiceVariables } from '../service-definition.js';
import { startFault } from '../start-fault.js';
import { prepareService, type PreparedService } from '../start-service.js';
import { PrimaryLine } from './primary-line.js';

const READINESS_MILLISECONDS = 50;

/**
 * One of several processes that serve. It says when it could listen and when it is ready, listens when its primary tells
 * it to, and ends on SIGTERM, when another has taken its place, or when its primary is gone. What a terminal sends to all
 * of its processes (SIGINT, SIGHUP) is for the primary alone.
 */
export async function runWorker<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
  settings: z.infer<Schema>,
): Promise<void> {
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const line = new PrimaryLine();
  try {
    const service = await prepareService(definition, settings, () => line.ask('turn'));
    service.app.get(MetricsExposition).takeFrom(() => line.ask('metrics'));
    line.onFiguresWanted(() => void tellFigures(line, service));
    endWhenTold(line, service, settings);
    await line.tell({ kind: 'prepared' });
    void tellReadiness(line, service);
    await line.toListen;
    await line.tell({ kind: 'serving', url: await service.listen() });
  } catch (error) {
    await line.tell({ kind: 'fault', text: startFault(error, definition.name) });
    process.exit(1);
  }
}

/** Tells the primary once that the service is ready, unless it has been let in before. */
async function tellReadiness(line: PrimaryLine, service: PreparedService): Promise<void> {
  const admitted = new AbortController();
  void line.toListen.then(() => {
    admitted.abort();
  });
  while (!admitted.signal.aborted && !(await service.isReady())) await pause(READINESS_MILLISECONDS);
  await line.tell({ kind: 'ready' });
}

function endWhenTold(line: PrimaryLine, service: PreparedService, settings: ServiceSettings): void {
  const { log } = service.app.getHttpAdapter().getInstance();
  const within = settings.SHUTDOWN_DELAY_MS + SHUTDOWN_MAX_MILLISECONDS;
  const end = endOnce(log, within, async (replaced: boolean) => {
    await service.drain(replaced);
    await tellFigures(line, service);
    await service.app.close();
  });
  process.on('SIGTERM', () => {
    end(false);
  });
  line.onRetire(() => {
    end(true);
  });
  line.onLost(() => {
    end(false);
  });
}

async function tellFigures(line: PrimaryLine, { app }: PreparedService): Promise<void> {
  await line.tell({ kind: 'figures', figures: await app.get(Registry).getMetricsAsJSON() });
}
