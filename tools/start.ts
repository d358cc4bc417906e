import { resolve } from 'node:path';
import { endWith, messageOf, readArguments } from './command-line.js';
import { demonstrate } from './demonstration.js';
import { Installation } from './installation/installation.js';
import { SERVICES, type ServiceName } from './installation/service-process.js';

const PORTS: Readonly<Record<ServiceName, number>> = {
  'auth-service': 8016,
  'constitutional-core': 8001,
  'integrity-service': 8002,
  'governance-engine': 8004,
  'ec-service': 8006,
  'api-gateway': 8080,
};
const ONE_EACH: Readonly<Record<ServiceName, number>> = {
  'auth-service': 1,
  'constitutional-core': 1,
  'integrity-service': 1,
  'governance-engine': 1,
  'ec-service': 1,
  'api-gateway': 1,
};
const TWELVE_HOURS = String(12 * 60 * 60);

readArguments(
  {
    usage: 'npm start',
    text: `Starts ACGS on this machine: PostgreSQL, all services, and a demonstration constitution. Ctrl-C stops all of it.

Environment:
  DATABASE_URL       a PostgreSQL of yours, instead of the one that comes with the project
  ACGS_HOME          where data, keys and clients are kept (.acgs)
  LOG_LEVEL          what the services tell on stdout (warn); debug has a line for each request
  API_GATEWAY_PORT   and AUTH_SERVICE_PORT, CONSTITUTIONAL_CORE_PORT, INTEGRITY_SERVICE_PORT,
                     GOVERNANCE_ENGINE_PORT, EC_SERVICE_PORT: other ports
  API_GATEWAY_WORKERS  and so on: processes of that service, instead of one`,
  },
  {},
);

const began = performance.now();
const interruption = new AbortController();
const starting = Installation.start({
  home: resolve(given('ACGS_HOME') ?? '.acgs'),
  ports: chosen('PORT', PORTS, 65_535),
  workers: chosen('WORKERS', ONE_EACH, 128),
  databaseUrl: given('DATABASE_URL'),
  environment: { ACCESS_TOKEN_TTL_SECONDS: TWELVE_HOURS, LOG_LEVEL: given('LOG_LEVEL') ?? 'warn' },
  progress: (text) => process.stdout.write(`· ${text}\n`),
  signal: interruption.signal,
});

async function end(code: number): Promise<void> {
  if (interruption.signal.aborted) return;
  interruption.abort();
  await starting.then(
    (installation) => installation.stop(),
    () => undefined,
  );
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    process.stdout.write('\nStopping ...\n');
    void end(0);
  });
}

try {
  const installation = await starting;
  for (const name of SERVICES) {
    installation.service(name)?.onUnexpectedEnd(() => {
      if (!interruption.signal.aborted)
        process.stderr.write(`${name} has ended unexpectedly; its last lines are above.\n`);
      void end(1);
    });
  }
  await demonstrate(installation, (performance.now() - began) / 1000);
} catch (error) {
  if (!interruption.signal.aborted) process.stderr.write(`${messageOf(error)}\n`);
  await end(1);
}

/** A number of each service, from variables such as API_GATEWAY_PORT. */
function chosen(what: 'PORT' | 'WORKERS', usual: Record<ServiceName, number>, most: number): typeof usual {
  const numbers = { ...usual };
  for (const name of SERVICES) {
    const variable = `${name.toUpperCase().replaceAll('-', '_')}_${what}`;
    const text = given(variable);
    if (text === undefined) continue;
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > most)
      endWith(`${variable} is not a whole number from 1 to ${String(most)}: ${text}`, 1);
    numbers[name] = number;
  }
  return numbers;
}

/** As for the services, an empty variable counts as not set. */
function given(variable: string): string | undefined {
  const value = process.env[variable];
  return value === '' ? undefined : value;
}
