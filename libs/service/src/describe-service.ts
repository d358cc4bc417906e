import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { loadConfiguration } from './configuration.js';
import { openApiDocument } from './openapi.js';
import { prefixRoutes } from './prefix-routes.js';
import type { ServiceDefinition, ServiceVariables } from './service-definition.js';

/** The OpenAPI document that the service makes of its own routes; nothing of it is started, and no database is asked. */
export async function describeService<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
): Promise<OpenAPIObject> {
  const settings = loadConfiguration(definition.variables, {});
  const app = await NestFactory.create<NestFastifyApplication>(
    definition.module(settings),
    new FastifyAdapter(),
    { preview: true, abortOnError: false, logger: false },
  );
  prefixRoutes(app, definition.unprefixedRoutes);
  return openApiDocument(app, definition.title);
}
