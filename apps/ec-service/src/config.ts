import { accessVariables } from '@acgs/access';
import { databaseVariables, replicaVariables } from '@acgs/database';
import { httpClientVariables } from '@acgs/http-client';
import { redisVariables } from '@acgs/redis';
import { serviceVariables } from '@acgs/service';
import { z } from 'zod';

export const EcVariables = z.object({
  ...serviceVariables(8006),
  ...databaseVariables,
  ...replicaVariables,
  ...accessVariables,
  ...httpClientVariables,
  ...redisVariables,
  GOVERNANCE_ENGINE_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:8004')
    .meta({
      description: 'where labelled decisions and rules are read, and where promoted policies go',
      accepts: 'http(s) URL',
    }),
  AUTH_SERVICE_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:8016')
    .meta({ description: 'where the service gets its token for the engine', accepts: 'http(s) URL' }),
  EC_CLIENT_ID: z
    .string()
    .min(1)
    .default('ec-service')
    .meta({ description: "the service's client at auth-service" }),
  EC_CLIENT_SECRET: z.string().min(32).optional().meta({
    description: 'its secret; must be set with `NODE_ENV=production`',
    unset: "the client's in `ACGS_HOME/clients.json`",
  }),
  EVOLUTION_EVALUATIONS_MAX: z.coerce
    .number()
    .int()
    .min(16)
    .max(10_000_000)
    .default(20_000)
    .meta({ description: 'candidates of one run: its population times its generations; more is a 400' }),
  EVOLUTION_EVIDENCE_MAX: z.coerce
    .number()
    .int()
    .min(2)
    .max(1_000_000)
    .default(20_000)
    .meta({ description: 'labelled decisions of one run; more is a 400' }),
  EVOLUTION_EVIDENCE_DAYS: z.coerce.number().int().min(1).max(3650).default(90).meta({
    description: 'days after the end of a run for which its [evidence](evolution.md#who-may-do-it) is kept',
  }),
  EVOLUTION_THREADS: z.coerce.number().int().min(0).max(64).default(2).meta({
    description:
      'threads of one process that score candidates, behind all that answers requests; with 0 it leaves runs to other processes',
  }),
  EVOLUTION_GUARD_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(10)
    .meta({ description: 'seconds between two looks of a [guard](evolution.md#the-guard)' }),
});
export type EcSettings = z.infer<typeof EcVariables>;

/** Injection token of the parsed settings. */
export const EC_SETTINGS = Symbol('ec-settings');
