import { accessVariables } from '@acgs/access';
import { databaseVariables } from '@acgs/database';
import { httpClientVariables } from '@acgs/http-client';
import { redisVariables } from '@acgs/redis';
import { serviceVariables } from '@acgs/service';
import { z } from 'zod';

export const EcVariables = z.object({
  ...serviceVariables(8006),
  ...databaseVariables,
  ...accessVariables,
  ...httpClientVariables,
  ...redisVariables,
  GOVERNANCE_ENGINE_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8004'),
  AUTH_SERVICE_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8016'),
  EC_CLIENT_ID: z.string().min(1).default('ec-service'),
  /** Without it the secret comes from the clients file of this machine, which production does not have. */
  EC_CLIENT_SECRET: z.string().min(32).optional(),
  /** Candidates of one run: its population times its generations. */
  EVOLUTION_EVALUATIONS_MAX: z.coerce.number().int().min(16).max(10_000_000).default(20_000),
  /** Labelled decisions of one run. */
  EVOLUTION_EVIDENCE_MAX: z.coerce.number().int().min(2).max(1_000_000).default(20_000),
  /** Days after the end of a run for which its evidence is kept. */
  EVOLUTION_EVIDENCE_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  /** Threads of one process that score candidates; with 0 it leaves runs to other processes. */
  EVOLUTION_THREADS: z.coerce.number().int().min(0).max(64).default(2),
  /** Between two looks of a guard. */
  EVOLUTION_GUARD_SECONDS: z.coerce.number().int().min(1).max(3600).default(10),
});
export type EcSettings = z.infer<typeof EcVariables>;

/** Injection token of the parsed settings. */
export const EC_SETTINGS = Symbol('ec-settings');
