import { accessVariables } from '@acgs/access';
import { cacheVariables } from '@acgs/cache';
import { personalFieldsVariable } from '@acgs/contracts';
import { databaseVariables, replicaVariables } from '@acgs/database';
import { httpClientVariables } from '@acgs/http-client';
import { redisVariables } from '@acgs/redis';
import { serviceVariables } from '@acgs/service';
import { z } from 'zod';

const Variables = z.object({
  ...serviceVariables(8004),
  ...databaseVariables,
  ...replicaVariables,
  ...accessVariables,
  ...httpClientVariables,
  ...redisVariables,
  ...cacheVariables,
  CONSTITUTIONAL_CORE_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:8001')
    .meta({
      description:
        'where the constitution is read; when it does not answer, a new version is not taken over and requests are denied',
      accepts: 'http(s) URL',
    }),
  INTEGRITY_SERVICE_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:8002')
    .meta({
      description: 'where receipts come from; when it does not answer, decisions go on without them',
      accepts: 'http(s) URL',
    }),
  AUTH_SERVICE_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:8016')
    .meta({
      description: 'where the engine gets its token for reading the constitution and the log',
      accepts: 'http(s) URL',
    }),
  ENGINE_CLIENT_ID: z.string().min(1).default('governance-engine').meta({
    description:
      "the engine's client at auth-service; it needs the permissions `constitution:read`, `log:read`, and `log:any-tenant` for receipts of other tenants than its own",
  }),
  ENGINE_CLIENT_SECRET: z.string().min(32).optional().meta({
    description: 'its secret; must be set with `NODE_ENV=production`',
    unset: "the client's in `ACGS_HOME/clients.json`",
  }),
  RULES_FRESHNESS_MS: z.coerce.number().int().min(300).max(60_000).default(2000).meta({
    description: 'milliseconds for which rules may go unconfirmed; past it every request is denied',
  }),
  DECISION_QUEUE_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(20_000)
    .meta({ description: 'decisions that may wait for the disk; those beyond it are a 503' }),
  APPROVAL_PENDING_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .default(24)
    .meta({ description: 'hours for which an escalated decision can be [answered](approvals.md)' }),
  APPROVAL_TTL_SECONDS: z.coerce
    .number()
    .int()
    .min(10)
    .max(604_800)
    .default(3600)
    .meta({ description: 'seconds for which an approval can be used once it is given' }),
  LOG_PERSONAL_FIELDS: personalFieldsVariable.meta({
    description:
      'what an erasure takes out of a recorded request; the same as for [integrity-service](#integrity-service), or the log keeps what the record has lost',
    accepts: 'JSON Pointers with commas between them',
    unset: 'none',
  }),
  DECISION_RETENTION_DAYS: z.coerce.number().int().min(0).max(36_500).default(0).meta({
    description: 'days (UTC) after which decisions are dropped, a day at a time; 0 keeps them for ever',
  }),
  IDEMPOTENCY_RETENTION_HOURS: z.coerce.number().int().min(1).max(8760).default(48).meta({
    description:
      'hours for which an `Idempotency-Key` is remembered; no more than the days of `DECISION_RETENTION_DAYS` have, unless that is 0',
  }),
  SIMULATIONS_AT_ONCE: z.coerce.number().int().min(0).max(16).default(1).meta({
    description:
      '[simulations](simulations.md) that a process replays at once, each in a thread with two connections; 0 leaves them to other processes',
  }),
  SIMULATION_QUEUE_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .meta({ description: 'simulations of a tenant that may be queued or running; one more is a 429' }),
  SIMULATION_HORIZON_SECONDS: z.coerce.number().int().min(1).max(3600).default(30).meta({
    description:
      'seconds for which a simulation leaves decisions alone; a shorter time passes over what is recorded late',
  }),
  SIMULATION_FLIPS_MAX: z.coerce.number().int().min(0).max(100_000_000).default(1_000_000).meta({
    description: 'flips that are kept of one simulation, about 1 kB each; those beyond are counted alone',
  }),
  SIMULATION_RETENTION_DAYS: z.coerce.number().int().min(0).max(36_500).default(90).meta({
    description:
      'days after which simulations that have ended are forgotten, with their flips and uploaded cases; 0 keeps them for ever',
  }),
});

/** A key that outlives its decision would lead a retry to a decision that is gone. */
export const EngineVariables = Variables.refine(
  ({ DECISION_RETENTION_DAYS: days, IDEMPOTENCY_RETENTION_HOURS: hours }) => days === 0 || hours <= days * 24,
  {
    path: ['IDEMPOTENCY_RETENTION_HOURS'],
    message: 'must not be more hours than the days of DECISION_RETENTION_DAYS have',
  },
);
export type EngineSettings = z.infer<typeof EngineVariables>;

/** Injection token of the parsed settings. */
export const ENGINE_SETTINGS = Symbol('engine-settings');
