import { Readiness } from '@acgs/health';
import { NestLog, observeHttp } from '@acgs/observability';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { Registry } from 'prom-client';
import type { z } from 'zod';
import { boundBodiesUnderWay } from './body-budget.js';
import type { ServiceSettings } from './configuration.js';
import { Connections, responseThatCloses } from './draining.js';
import { serveOpenApi } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { addBodyParsers, addStandardHeaders, createAdapter, passBodiesUnread } from './server.js';
import type { AcceptedBody, ServiceDefinition, ServiceVariables } from './service-definition.js';
import { ValidationPipe } from './validation.pipe.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Not ready any more, then no new connections, then every request answered that came on the open ones; resolves when all is closed. Once is enough. */
  close(): Promise<void>;
}

/** Turns an app module into a listening Fastify service with everything that all services have in common. */
export async function startService<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
  settings: z.infer<Schema>,
): Promise<RunningService> {
  const { PORT, HOST, LOG_LEVEL, SHUTDOWN_DELAY_MS }: ServiceSettings = settings;
  let connections: Connections | null = null;
  const response = responseThatCloses(() => connections?.areDraining === true);
  const adapter = createAdapter(definition.name, LOG_LEVEL, response);
  const server = adapter.getInstance();
  const opened = (connections = new Connections(server.server));
  const app = await NestFactory.create<NestFastifyApplication>(definition.module(settings), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLog(server.log),
  });
  addStandardHeaders(server);
  observeHttp(server, app.get(Registry));
  if (definition.passBodies === true) passBodiesUnread(server);
  else addBodyParsers(server, definition.bodies ?? {});
  limitBodies(server, definition.bodies ?? {});
  boundBodiesUnderWay(server);
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(new ProblemFilter(definition.translateError));
  app.setGlobalPrefix('api/v1', {
    exclude: ['health/live', 'health/ready', 'metrics', ...(definition.bareRoutes ?? [])],
  });
  await definition.prepare?.(app, settings);
  serveOpenApi(app, definition.title);
  const url = await listen(app, { port: PORT, host: HOST });
  let closing: Promise<void> | null = null;
  return {
    app,
    url,
    close: () => (closing ??= closeService(app, opened, SHUTDOWN_DELAY_MS)),
  };
}

/** What was opened for a service that cannot listen is closed again. */
async function listen(app: NestFastifyApplication, place: { port: number; host: string }): Promise<string> {
  try {
    await app.init();
    return await app.getHttpAdapter().getInstance().listen(place);
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}

/** The parts of the app live until the last answer has left: they have to give it. */
async function closeService(
  app: NestFastifyApplication,
  connections: Connections,
  delayMilliseconds: number,
): Promise<void> {
  app.get(Readiness, { strict: false }).drain();
  if (delayMilliseconds > 0) await pause(delayMilliseconds);
  await connections.drain();
  await app.close();
}

function limitBodies(server: FastifyInstance, bodies: Readonly<Record<string, AcceptedBody>>): void {
  server.addHook('onRoute', (route) => {
    const accepted = bodies[route.url];
    if (accepted !== undefined) route.bodyLimit = accepted.limitBytes;
  });
}
