import { Readiness } from '@acgs/health';
import {
  logRequests,
  NestLog,
  observeHttp,
  startTracing,
  stopTracing,
  traceRequests,
} from '@acgs/observability';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server as TlsServer } from 'node:tls';
import { Registry } from 'prom-client';
import type { z } from 'zod';
import { boundBodiesUnderWay } from './body-budget.js';
import type { ServiceSettings } from './configuration.js';
import { acceptingTurn, Connections, responseThatCloses } from './draining.js';
import { refuseOtherMethods } from './method-not-allowed.js';
import { serveOpenApi } from './openapi.js';
import { passBodies } from './passed-bodies.js';
import { prefixRoutes } from './prefix-routes.js';
import { ProblemFilter } from './problem.filter.js';
import {
  addBodyParsers,
  addStandardHeaders,
  BODY_LIMIT_BYTES,
  createAdapter,
  KEPT_TYPE,
  requireJson,
} from './server.js';
import type { AcceptedBody, ServiceDefinition, ServiceVariables } from './service-definition.js';
import { followRenewals } from './tls/renewed-identity.js';
import { readTlsIdentity, versionOf } from './tls/tls-identity.js';
import { servePublicDocuments } from './public-documents.js';
import { ValidationPipe } from './validation.pipe.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Not ready any more, then no new connections, then every request answered that came on the open ones; resolves when all is closed. Once is enough. */
  close(): Promise<void>;
}

/** A service that has all it needs, and does not listen yet. */
export interface PreparedService {
  readonly app: NestFastifyApplication;
  /** What `/health/ready` says. */
  isReady(): Promise<boolean>;
  /** Gives the address, without a slash at the end. */
  listen(): Promise<string>;
  /**
   * No new connections, then every request answered that came on the open ones. Before that it is not ready any more, for
   * as long as load balancers need to see it, unless another process has taken its place.
   */
  drain(replaced: boolean): Promise<void>;
}

/** Turns an app module into a listening Fastify service with everything that all services have in common. */
export async function startService<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
  settings: z.infer<Schema>,
): Promise<RunningService> {
  const service = await prepareService(definition, settings);
  const url = await service.listen();
  const { app } = service;
  let closing: Promise<void> | null = null;
  return { app, url, close: () => (closing ??= service.drain(false).then(() => app.close())) };
}

/** `turn` as in `Connections`: for a process whose connections are accepted by another one. */
export async function prepareService<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
  settings: z.infer<Schema>,
  turn: () => Promise<unknown> = acceptingTurn,
): Promise<PreparedService> {
  const { PORT, HOST, LOG_LEVEL, SHUTDOWN_DELAY_MS }: ServiceSettings = settings;
  trace(definition, settings);
  let connections: Connections | null = null;
  const response = responseThatCloses(() => connections?.areDraining === true);
  const tls = definition.tls?.(settings) ?? null;
  const known = tls === null ? '' : await versionOf(tls);
  const adapter = createAdapter(
    definition.name,
    LOG_LEVEL,
    response,
    definition.trustedProxies?.(settings) ?? [],
    tls === null ? null : await readTlsIdentity(tls),
  );
  const server = adapter.getInstance();
  server.addHook('onClose', stopTracing);
  if (tls !== null) followRenewals(server.server as unknown as TlsServer, tls, known, server.log);
  const opened = (connections = new Connections(server.server, turn));
  const app = await NestFactory.create<NestFastifyApplication>(definition.module(settings), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLog(server.log),
  });
  await furnish(app, definition, settings);
  await orClose(app, () => app.init());
  const readiness = app.get(Readiness, { strict: false });
  return {
    app,
    isReady: () =>
      readiness.check().then(
        () => true,
        () => false,
      ),
    listen: () => orClose(app, () => server.listen({ port: PORT, host: HOST })),
    drain: async (replaced) => {
      if (!replaced) {
        readiness.drain();
        if (SHUTDOWN_DELAY_MS > 0) await pause(SHUTDOWN_DELAY_MS);
      }
      await opened.drain(!replaced);
    },
  };
}

async function furnish<Schema extends ServiceVariables>(
  app: NestFastifyApplication,
  definition: ServiceDefinition<Schema>,
  settings: z.infer<Schema>,
): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  addStandardHeaders(server);
  refuseOtherMethods(server);
  observeHttp(server, app.get(Registry));
  traceRequests(server);
  logRequests(server);
  if (definition.passBodies === undefined) addBodyParsers(server, definition.bodies ?? {});
  else passBodies(server, definition.passBodies, BODY_LIMIT_BYTES);
  limitBodies(server, definition.bodies ?? {});
  const { passBodies: passed } = definition;
  boundBodiesUnderWay(server, {
    isKept: ({ headers, routeOptions: { url = '' } }) =>
      KEPT_TYPE.test(headers['content-type'] ?? '') && (passed === undefined || passed.except.includes(url)),
  });
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(new ProblemFilter(definition.translateError));
  prefixRoutes(app, definition.unprefixedRoutes);
  await definition.prepare?.(app, settings);
  servePublicDocuments(server);
  serveOpenApi(app, definition.title, definition.openApi?.());
}

function trace(
  { name, isEdge }: Pick<ServiceDefinition<ServiceVariables>, 'name' | 'isEdge'>,
  settings: ServiceSettings,
): void {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = settings;
  if (endpoint !== undefined) startTracing({ service: name, endpoint, share, isEdge: isEdge === true });
}

/** What was opened for a service that cannot start is closed again; its parts live until the last answer has left otherwise. */
async function orClose<Result>(app: NestFastifyApplication, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}

function limitBodies(server: FastifyInstance, bodies: Readonly<Record<string, AcceptedBody>>): void {
  server.addHook('onRoute', (route) => {
    const accepted = bodies[route.url];
    if (accepted === undefined) return;
    route.bodyLimit = accepted.limitBytes;
    if (accepted.jsonAlone === true) route.preParsing = requireJson;
  });
}
