import { StartError } from '@acgs/contracts';
import { LOG_LEVELS, type LogLevel } from '@acgs/observability';
import { z } from 'zod';
import { withSecretFiles } from './secret-files.js';

/** Environment variables of every service. */
export const serviceVariables = (
  port: number,
): {
  PORT: z.ZodType<number>;
  HOST: z.ZodType<string>;
  LOG_LEVEL: z.ZodType<LogLevel>;
  SHUTDOWN_DELAY_MS: z.ZodType<number>;
  WORKERS: z.ZodType<number>;
  OTEL_EXPORTER_OTLP_ENDPOINT: z.ZodType<string | undefined>;
  OTEL_TRACES_SAMPLER_ARG: z.ZodType<number>;
} => ({
  PORT: z.coerce.number().int().min(0).max(65_535).default(port).meta({ description: '0 takes a free one' }),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .meta({ description: 'address to listen on; in a container `0.0.0.0`' }),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .meta({ description: 'the log is one JSON object a line, on stdout' }),
  SHUTDOWN_DELAY_MS: z.coerce.number().int().min(0).max(60_000).default(0).meta({
    description:
      'milliseconds between "not ready" and the end of listening, for load balancers that poll readiness',
  }),
  WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(128)
    .default(1)
    .meta({ description: 'processes that serve, see [Workers](workers.md); 1 is one process and no other' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description: 'where traces go by OTLP over HTTP, see [Observability](observability.md#traces)',
      accepts: 'http(s) URL',
      unset: 'no traces',
    }),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .meta({ description: 'share of requests that are traced, when nobody before this service has decided' }),
});

export interface ServiceSettings {
  readonly PORT: number;
  readonly HOST: string;
  readonly LOG_LEVEL: LogLevel;
  /** Milliseconds between "not ready" and the end of listening, for load balancers that poll readiness. */
  readonly SHUTDOWN_DELAY_MS: number;
  /** Processes that serve, behind one that shares out the connections; with 1 there is one process and nothing else. */
  readonly WORKERS: number;
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
}

export class ConfigurationError extends StartError {}

/**
 * Parses the environment once, with what `withSecretFiles` reads from files. An empty variable counts as not set. Values
 * never stand in the message: they may be secrets.
 *
 * @throws ConfigurationError that names each wrong variable
 */
export function loadConfiguration<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> {
  const names = Object.keys(schema.shape);
  const { values, faults } = withSecretFiles(names, environment);
  if (faults.length > 0) throw unusable(faults);
  const given = names.filter((name) => (values[name] ?? '') !== '').map((name) => [name, values[name]]);
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  throw unusable(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}

const unusable = (faults: readonly string[]): ConfigurationError =>
  new ConfigurationError(`The environment is not usable. ${faults.join('; ')}.`);
