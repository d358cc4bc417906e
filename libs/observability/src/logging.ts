import { StartError } from '@acgs/contracts';
import type { LoggerService } from '@nestjs/common';
import fastify, { type FastifyBaseLogger, type FastifyServerOptions } from 'fastify';
import { traceFields } from './tracing/trace-fields.js';
import { isTracing } from './tracing/tracing.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Structured logs of Fastify's own pino: one JSON line each, nothing per request, credentials cut out. */
export function loggingOptions(service: string, level: LogLevel): Pick<FastifyServerOptions, 'logger'> {
  return {
    logger: {
      level,
      base: { service, pid: process.pid },
      ...(isTracing() ? { mixin: traceFields } : {}),
      redact: {
        paths: [
          'req.headers.authorization',
          'req.headers.cookie',
          'client_secret',
          'access_token',
          'password',
        ],
        censor: '[redacted]',
      },
    },
  };
}

/** The same log for a process of a service that serves nothing itself. */
export const processLog = (service: string, level: LogLevel): FastifyBaseLogger =>
  fastify(loggingOptions(service, level)).log;

/** Lets Nest write into the service's one log. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: FastifyBaseLogger) {}

  verbose(message: unknown, ...details: unknown[]): void {
    this.sink.trace(fields(details), String(message));
  }

  debug(message: unknown, ...details: unknown[]): void {
    this.sink.debug(fields(details), String(message));
  }

  /** Nest's start-up chatter (each route, each module) is of interest to nobody but its authors: debug. */
  log(message: unknown, ...details: unknown[]): void {
    this.sink.debug(fields(details), String(message));
  }

  warn(message: unknown, ...details: unknown[]): void {
    this.sink.warn(fields(details), String(message));
  }

  /** Leaves a `StartError` to the one line that the main writes. */
  error(message: unknown, ...details: unknown[]): void {
    if (message instanceof StartError) return;
    if (message instanceof Error) this.sink.error({ err: message }, message.message);
    else this.sink.error(fields(details), String(message));
  }

  fatal(message: unknown, ...details: unknown[]): void {
    this.sink.fatal(fields(details), String(message));
  }
}

/** Nest passes the context's name last. */
function fields(details: readonly unknown[]): { context?: string } {
  const context = details.at(-1);
  return typeof context === 'string' ? { context } : {};
}
