import { accessVariables } from '@acgs/access';
import { personalFieldsVariable } from '@acgs/contracts';
import { databaseVariables, replicaVariables } from '@acgs/database';
import { redisVariables } from '@acgs/redis';
import { keyEncryptionKeyVariable } from '@acgs/sealed-keys';
import { serviceVariables } from '@acgs/service';
import { z } from 'zod';
import { witnessKeysVariable } from './witnesses/witness-keys.js';

export const IntegrityVariables = z.object({
  ...serviceVariables(8002),
  ...databaseVariables,
  ...replicaVariables,
  ...accessVariables,
  ...redisVariables,
  NODE_ENV: z
    .string()
    .default('development')
    .meta({ description: '`production`: no key is made; it has to be set' }),
  LOG_ORIGIN: z
    .string()
    .regex(
      /^(?=.{1,200}$)[a-z0-9.-]+(?::[0-9]+)?(?:\/[A-Za-z0-9._~-]+)*$/,
      'must be a host and a path of 200 characters at most, without scheme',
    )
    .optional()
    .meta({
      description:
        'what the log is called in its checkpoints for ever, best an address where it is reached; another name than that of the first start is no start',
      accepts: 'a host and a path, without scheme',
      unset: "a name made of the installation's id",
    }),
  LOG_PERSONAL_FIELDS: personalFieldsVariable.meta({
    description:
      'ids, types, the name of the action, or members of `properties` or `context` of evaluation requests that are personal, such as `/subject/id,/context/email`: the log has a salted hash of each, and the text is kept beside it. Holds for decisions that come into the log from then on',
    accepts: 'JSON Pointers with commas between them',
    unset: 'none',
  }),
  LOG_WITNESS_KEYS: witnessKeysVariable.meta({
    description:
      '50 witnesses at most whose cosignatures are kept, a key for each name; see [the log](log.md)',
    accepts: 'verifier keys (C2SP `cosignature/v1`) with commas between them',
    unset: 'none',
  }),
  LOG_MONITOR_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(60)
    .meta({ description: 'seconds between two readings of the whole log by its monitor' }),
  INTEGRITY_KEY_ENCRYPTION_KEY: keyEncryptionKeyVariable.meta({
    description:
      "seals the log's signing keys in the database; with another key than that of the first start there is no start",
    accepts: '32 bytes in base64',
    unset: 'none',
  }),
  INTEGRITY_KEY_FILE: z.string().min(1).optional().meta({
    description: 'holds such a key; one that others may read is refused',
    accepts: 'a file',
    unset: '`ACGS_HOME/integrity.key`',
  }),
});
export type IntegritySettings = z.infer<typeof IntegrityVariables>;

/** Injection token of the parsed settings. */
export const INTEGRITY_SETTINGS = Symbol('integrity-settings');
