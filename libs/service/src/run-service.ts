import { StartError } from '@acgs/contracts';
import { loadConfiguration } from './configuration.js';
import type { ServiceDefinition, ServiceVariables } from './service-definition.js';
import { type RunningService, startService } from './start-service.js';

/** For what the drain of the connections does not bound, such as a database that does not answer. */
const SHUTDOWN_MAX_MILLISECONDS = 28_000;

/**
 * The main of every service: reads the environment, starts, and ends with exit code 0 on SIGTERM, on SIGINT, or when
 * the process that started it is gone. A start that fails is one line on stderr and exit code 1.
 */
export async function runService<Schema extends ServiceVariables>(
  definition: ServiceDefinition<Schema>,
): Promise<void> {
  try {
    const settings = loadConfiguration(definition.variables, process.env);
    const service = await startService(definition, settings);
    endWithTheProcess(service);
    process.send?.({ ready: service.url });
  } catch (error) {
    process.stderr.write(`${definition.name}: ${startFault(error, definition.name)}\n`);
    process.exit(1);
  }
}

function endWithTheProcess(service: RunningService): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    const fail = (error: unknown): void => {
      service.app.getHttpAdapter().getInstance().log.error({ err: error }, 'the shutdown failed');
      process.exit(1);
    };
    setTimeout(fail, SHUTDOWN_MAX_MILLISECONDS, new Error('it took too long')).unref();
    service.close().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (process.send !== undefined) process.on('disconnect', end);
}

function startFault(error: unknown, service: string): string {
  if (error instanceof StartError) return error.message;
  const { code, port, address, message, stack } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE') {
    const variable = `${service.toUpperCase().replaceAll('-', '_')}_PORT`;
    return `The port ${String(port)} on ${String(address)} is taken: end what listens there, or set PORT (${variable} with npm start).`;
  }
  return stack ?? message;
}
