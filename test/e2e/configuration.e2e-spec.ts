import { ConfigurationError, loadConfiguration } from '@acgs/service';
import { SERVICE_DEFINITIONS } from '../../tools/installation/service-definitions.js';

const APPS = Object.values(SERVICE_DEFINITIONS);

/** Stands in every wrong value that is a text, and must not be repeated. */
const SECRET = 'hunter2';

const NUMBER = ['-1', '1.5', 'NaN', '1e99', SECRET];
const ADDRESS = [SECRET, `ftp://user:${SECRET}@host`, `//user:${SECRET}@host`];

const LIMIT = [
  ...NUMBER,
  '600',
  '600/',
  '/60',
  '0/60',
  '600/0',
  '600/60/1',
  '600 / 60',
  '1e3/60',
  '6.5/60',
  'OFF',
];

const WRONG: Readonly<Record<string, readonly string[]>> = {
  PORT: [...NUMBER, '65536'],
  LOG_LEVEL: [SECRET, 'INFO'],
  SHUTDOWN_DELAY_MS: [...NUMBER, '60001'],
  WORKERS: [...NUMBER, '0', '129'],
  OTEL_EXPORTER_OTLP_ENDPOINT: ADDRESS,
  OTEL_TRACES_SAMPLER_ARG: [SECRET, '-0.1', '1.1'],
  DATABASE_URL: [SECRET, `mysql://user:${SECRET}@host/db`, `postgres://user:${SECRET}@host:port/db`],
  DATABASE_POOL_SIZE: [...NUMBER, '1', '201'],
  DATABASE_POOL_WAIT_MS: [...NUMBER, '0', '600001'],
  DATABASE_STATEMENT_MS: [...NUMBER, '99', '5001'],
  DATABASE_CONNECTION_LIFETIME_SECONDS: [...NUMBER, '0', '86401'],
  DATABASE_REPLICA_URL: [SECRET, `mysql://user:${SECRET}@host/db`, `postgres://user:${SECRET}@host:port/db`],
  DATABASE_REPLICA_MAX_LAG_MS: [...NUMBER, '99', '600001'],
  SLOW_QUERY_MS: [...NUMBER, '600001'],
  REDIS_URL: [SECRET, `http://user:${SECRET}@host`, `redis://user:${SECRET}@host:port`],
  CACHE_HOT_ENDPOINT_TTL_SECONDS: [...NUMBER, '86401'],
  CACHE_DATABASE_QUERY_TTL_SECONDS: [...NUMBER, '86401'],
  CACHE_CONSTITUTIONAL_DATA_TTL_SECONDS: [...NUMBER, '86401'],
  CACHE_LOCAL_MAX_ENTRIES: [...NUMBER, '0', '10000001'],
  CACHE_LOCAL_MAX_BYTES: [...NUMBER, '1048575'],
  THROTTLE_DECISIONS: LIMIT,
  THROTTLE_READS: LIMIT,
  THROTTLE_WRITES: LIMIT,
  THROTTLE_TOKENS: LIMIT,
  THROTTLE_UNVERIFIED: LIMIT,
  THROTTLE_DEFAULT: LIMIT,
  TRUSTED_PROXIES: [
    SECRET,
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.1,',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    `127.0.0.1,${SECRET}`,
  ],
  AUTH_ISSUER: ADDRESS,
  AUTH_JWKS_URL: ADDRESS,
  AUTH_AUDIENCE: [SECRET.repeat(40)],
  CONSTITUTIONAL_CORE_URL: ADDRESS,
  GOVERNANCE_ENGINE_URL: ADDRESS,
  INTEGRITY_SERVICE_URL: ADDRESS,
  EC_SERVICE_URL: ADDRESS,
  LOG_ORIGIN: [`https://${SECRET}`, `${SECRET} ${SECRET}`, 'x'.repeat(201)],
  LOG_WITNESS_KEYS: [SECRET, `${SECRET}+00000000+AAAA`],
  LOG_MONITOR_SECONDS: [...NUMBER, '0', '86401'],
  LOG_PERSONAL_FIELDS: [SECRET, `/${SECRET}`, `/subject/id,${SECRET}`, `/context/${SECRET},`, '/context'],
  INTEGRITY_KEY_ENCRYPTION_KEY: [SECRET, Buffer.from(SECRET).toString('base64')],
  AUTH_SERVICE_URL: ADDRESS,
  ENGINE_CLIENT_SECRET: [SECRET],
  EC_CLIENT_SECRET: [SECRET],
  RULES_FRESHNESS_MS: [...NUMBER, '299', '60001'],
  DECISION_QUEUE_MAX: [...NUMBER, '0'],
  DECISION_RETENTION_DAYS: NUMBER,
  IDEMPOTENCY_RETENTION_HOURS: [...NUMBER, '0'],
  SIMULATIONS_AT_ONCE: [...NUMBER, '17'],
  SIMULATION_QUEUE_MAX: [...NUMBER, '0', '1001'],
  SIMULATION_HORIZON_SECONDS: [...NUMBER, '0', '3601'],
  SIMULATION_FLIPS_MAX: [...NUMBER, '100000001'],
  SIMULATION_RETENTION_DAYS: [...NUMBER, '36501'],
  EVOLUTION_EVALUATIONS_MAX: [...NUMBER, '15', '10000001'],
  EVOLUTION_EVIDENCE_MAX: [...NUMBER, '1', '1000001'],
  EVOLUTION_EVIDENCE_DAYS: [...NUMBER, '0', '3651'],
  EVOLUTION_THREADS: [...NUMBER, '65'],
  EVOLUTION_GUARD_SECONDS: [...NUMBER, '0', '3601'],
  UPSTREAM_MAX_CONNECTIONS: [...NUMBER, '0', '10001'],
  UPSTREAM_CALLS_PER_SECOND: [...NUMBER, '0', '1000001'],
  UPSTREAM_TIMEOUT_MS: [...NUMBER, '0'],
  AUTHZEN_CLIENT_IDS: [`${SECRET} ${SECRET}`, `${SECRET},`, `,${SECRET}`, `${SECRET}/`],
  PUBLIC_ORIGIN: [...ADDRESS, `https://${SECRET}/path`],
  LOAD_SHEDDING: [SECRET, 'ON'],
  CORS_ORIGINS: [SECRET, '*', `https://${SECRET}.example/path`, 'null'],
  SMTP_URL: [SECRET, `https://user:${SECRET}@host`],
  MAIL_FROM: [SECRET],
  APPROVAL_PENDING_HOURS: [...NUMBER, '0', '721'],
  APPROVAL_TTL_SECONDS: [...NUMBER, '9', '604801'],
  BODY_LIMIT_BYTES: [...NUMBER, '0'],
  BATCH_CONCURRENCY: [...NUMBER, '0', '51'],
  BATCH_TIMEOUT_MS: [...NUMBER, '0', '600001'],
  BATCH_ANSWER_LIMIT_BYTES: [...NUMBER, '0', '67108865'],
  ACCESS_TOKEN_TTL_SECONDS: [...NUMBER, '43201'],
  REFRESH_TOKEN_TTL_SECONDS: [...NUMBER, '59', '31536001'],
  AUTH_SESSION_IDLE_SECONDS: [...NUMBER, '59', '1209601'],
  AUTH_SESSION_TTL_SECONDS: [...NUMBER, '59', '1209601'],
  SIGNING_KEY_LEAD_SECONDS: [...NUMBER, '4', '86401'],
  AUTH_KEY_ENCRYPTION_KEY: [SECRET, Buffer.from(SECRET).toString('base64')],
};

/** Any text will do. */
const FREE = [
  'HOST',
  'NODE_ENV',
  'ACGS_HOME',
  'ENGINE_CLIENT_ID',
  'EC_CLIENT_ID',
  'AUTH_CLIENTS_FILE',
  'AUTH_KEY_FILE',
  'INTEGRITY_KEY_FILE',
  'TLS_CERT_FILE',
  'TLS_KEY_FILE',
];

const CASES = APPS.flatMap(({ name, variables }) =>
  Object.keys(variables.shape).flatMap((variable) =>
    (WRONG[variable] ?? []).map((value) => [name, variable, value] as const),
  ),
);

function refusal(app: string, environment: Readonly<Record<string, string>>): ConfigurationError {
  const definition = APPS.find(({ name }) => name === app);
  try {
    loadConfiguration(definition!.variables, environment);
  } catch (error) {
    return error as ConfigurationError;
  }
  throw new Error(`${app} starts with ${JSON.stringify(environment)}`);
}

describe('the environment of an app', () => {
  it.each(CASES)('%s refuses %s=%s by name, in one line, without the value', (app, variable, value) => {
    const error = refusal(app, { [variable]: value });
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(new RegExp(`^The environment is not usable\\. ${variable}: [^\\n]+$`));
    expect(error.message).not.toContain(SECRET);
  });

  it.each(APPS.map(({ name, variables }) => [name, Object.keys(variables.shape)] as const))(
    '%s has no variable that this test does not know',
    (_, names) => {
      expect(names.filter((name) => !(name in WRONG) && !FREE.includes(name))).toStrictEqual([]);
    },
  );

  it('is refused with every fault at once', () => {
    const { message } = refusal('governance-engine', { PORT: 'x', LOG_LEVEL: 'x', DATABASE_URL: 'x' });
    for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL']) expect(message).toContain(`${name}: `);
  });

  it('is refused when keys would outlive the decisions they stand for', () => {
    const kept = (days: string, hours: string): Record<string, string> => ({
      DECISION_RETENTION_DAYS: days,
      IDEMPOTENCY_RETENTION_HOURS: hours,
    });
    expect(refusal('governance-engine', kept('2', '49')).message).toBe(
      'The environment is not usable. IDEMPOTENCY_RETENTION_HOURS: must not be more hours than the days of ' +
        'DECISION_RETENTION_DAYS have.',
    );
    expect(refusal('governance-engine', { DECISION_RETENTION_DAYS: '1' })).toBeInstanceOf(ConfigurationError);
    for (const [days, hours] of [
      ['2', '48'],
      ['0', '8760'],
    ] as const) {
      expect(
        loadConfiguration(SERVICE_DEFINITIONS['governance-engine'].variables, kept(days, hours)),
      ).toMatchObject({
        DECISION_RETENTION_DAYS: Number(days),
      });
    }
  });

  it.each(APPS.map((app) => [app.name, app] as const))('%s takes an empty value for none', (_, app) => {
    const empty = Object.fromEntries(Object.keys(app.variables.shape).map((name) => [name, '']));
    expect(loadConfiguration<typeof app.variables>(app.variables, empty)).toStrictEqual(
      loadConfiguration<typeof app.variables>(app.variables, {}),
    );
  });
});
