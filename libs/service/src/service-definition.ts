import type { DomainError } from '@acgs/contracts';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import type { ServiceSettings } from './configuration.js';
import type { PassedBodies } from './passed-bodies.js';
import type { TlsFiles } from './tls/tls-identity.js';

export type ErrorTranslator = (thrown: unknown) => DomainError | null;

export interface AcceptedBody {
  readonly limitBytes: number;
  /** YAML beside JSON. */
  readonly yaml?: boolean;
  /** Another media type is then an invalid request (400) and not 415, which OpenID AuthZEN does not know. */
  readonly jsonAlone?: boolean;
}

/** What the workers of a service use together. */
export interface SharedByWorkers {
  /** Variables that lead the workers to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called when all workers have ended. */
  close(): Promise<void>;
}

export interface ServiceDefinition<Schema extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** The environment variables the service reads; has those of `serviceVariables`. */
  readonly variables: Schema;
  readonly module: (settings: z.infer<Schema>) => DynamicModule;
  /** What other routes than those of 1 MiB of JSON accept, by path with its prefix. */
  readonly bodies?: Readonly<Record<string, AcceptedBody>>;
  /** Puts what a library throws into the words of the domain; null for what it does not know. */
  readonly translateError?: ErrorTranslator;
  /** Route paths outside `/api/v1`, beside health, metrics and docs. */
  readonly unprefixedRoutes?: readonly string[];
  /** What `/docs` shows, instead of the service's own routes: for a gateway that shows those of others, too. */
  readonly openApi?: () => OpenAPIObject;
  /** Whether callers from outside reach it first. */
  readonly isEdge?: true;
  /** Leaves bodies as streams: for a gateway that passes them on. */
  readonly passBodies?: PassedBodies;
  /** Addresses and CIDR ranges of proxies whose `X-Forwarded-*` is believed; nobody's without it. */
  readonly trustedProxies?: (settings: z.infer<Schema>) => readonly string[];
  /** The files of a service that is reached over TLS, and HTTP/2; null for one that is not. */
  readonly tls?: (settings: z.infer<Schema>) => TlsFiles | null;
  /** Called once before several workers are started, in the process that starts them. */
  readonly share?: (settings: z.infer<Schema>, warn: (text: string) => void) => Promise<SharedByWorkers>;
  /** Called before the routes are made. */
  readonly prepare?: (app: NestFastifyApplication, settings: z.infer<Schema>) => void | Promise<void>;
}

export type ServiceVariables = z.ZodObject & z.ZodType<ServiceSettings>;
