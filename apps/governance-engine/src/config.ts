import { accessVariables } from '@acgs/access';
import { cacheVariables } from '@acgs/cache';
import { personalFieldsVariable } from '@acgs/contracts';
import { databaseVariables } from '@acgs/database';
import { httpClientVariables } from '@acgs/http-client';
import { redisVariables } from '@acgs/redis';
import { serviceVariables } from '@acgs/service';
import { z } from 'zod';

const Variables = z.object({
  ...serviceVariables(8004),
  ...databaseVariables,
  ...accessVariables,
  ...httpClientVariables,
  ...redisVariables,
  ...cacheVariables,
  CONSTITUTIONAL_CORE_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8001'),
  INTEGRITY_SERVICE_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8002'),
  AUTH_SERVICE_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8016'),
  ENGINE_CLIENT_ID: z.string().min(1).default('governance-engine'),
  /** Without it the secret comes from the clients file of this machine, which production does not have. */
  ENGINE_CLIENT_SECRET: z.string().min(32).optional(),
  /** How long rules may go unconfirmed before every request is denied. */
  RULES_FRESHNESS_MS: z.coerce.number().int().min(300).max(60_000).default(2000),
  /** Decisions waiting for the disk; those beyond it are refused with 503. */
  DECISION_QUEUE_MAX: z.coerce.number().int().min(1).max(1_000_000).default(20_000),
  /** For which an escalated decision can be answered. */
  APPROVAL_PENDING_HOURS: z.coerce.number().int().min(1).max(720).default(24),
  /** For which an approval can be used, from the answer on. */
  APPROVAL_TTL_SECONDS: z.coerce.number().int().min(10).max(604_800).default(3600),
  /** What an erasure takes out of a recorded request. */
  LOG_PERSONAL_FIELDS: personalFieldsVariable,
  /** Days after which decisions are dropped with their partition; 0 keeps them for ever. */
  DECISION_RETENTION_DAYS: z.coerce.number().int().min(0).max(36_500).default(0),
  /** Hours for which a retry with the same Idempotency-Key gives the same decision. */
  IDEMPOTENCY_RETENTION_HOURS: z.coerce.number().int().min(1).max(8760).default(48),
  /** Simulations that this process replays at once, each in a thread; 0 leaves them to others. */
  SIMULATIONS_AT_ONCE: z.coerce.number().int().min(0).max(16).default(1),
  /** Simulations of a tenant that may be queued or running. */
  SIMULATION_QUEUE_MAX: z.coerce.number().int().min(1).max(1000).default(20),
  /** Decisions younger than this are not replayed yet: one that was made before may still be on its way to the disk. */
  SIMULATION_HORIZON_SECONDS: z.coerce.number().int().min(1).max(3600).default(30),
  /** Flips that are kept of one simulation; those beyond are counted alone. */
  SIMULATION_FLIPS_MAX: z.coerce.number().int().min(0).max(100_000_000).default(1_000_000),
  /** Days after which simulations that have ended are forgotten, with their flips; 0 keeps them for ever. */
  SIMULATION_RETENTION_DAYS: z.coerce.number().int().min(0).max(36_500).default(90),
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
