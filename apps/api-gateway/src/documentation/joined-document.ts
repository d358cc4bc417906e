import type { OpenAPIObject } from '@nestjs/swagger';
import { createRequire } from 'node:module';

/**
 * All that clients reach through the gateway, as it is committed with the code. It is not asked of the services: while
 * they are replaced one by one their answers would differ from call to call, and one that is away would take its routes
 * along. What is committed can only grow, so it is true for every service as new as this gateway.
 */
export const joinedDocument = (): OpenAPIObject =>
  createRequire(import.meta.url)('#openapi.json') as OpenAPIObject;
