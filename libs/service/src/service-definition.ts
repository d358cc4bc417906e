import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import type { ServiceSettings } from './configuration.js';

export interface ServiceDefinition<Schema extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** The environment variables the service reads; has those of `serviceVariables`. */
  readonly variables: Schema;
  readonly module: (settings: z.infer<Schema>) => DynamicModule;
  /** Bytes accepted by routes that need more than 1 MiB, by path with its prefix. */
  readonly bodyLimits?: Readonly<Record<string, number>>;
  /** Route paths outside `/api/v1`, beside health, metrics and docs. */
  readonly bareRoutes?: readonly string[];
  /** Leaves bodies as streams: for a gateway that passes them on. */
  readonly passBodies?: boolean;
  /** Called before the routes are made. */
  readonly prepare?: (app: NestFastifyApplication, settings: z.infer<Schema>) => void | Promise<void>;
}

export type ServiceVariables = z.ZodObject & z.ZodType<ServiceSettings>;
