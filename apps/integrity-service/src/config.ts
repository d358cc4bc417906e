import { accessVariables } from '@acgs/access';
import { personalFieldsVariable } from '@acgs/contracts';
import { databaseVariables } from '@acgs/database';
import { redisVariables } from '@acgs/redis';
import { keyEncryptionKeyVariable } from '@acgs/sealed-keys';
import { serviceVariables } from '@acgs/service';
import { z } from 'zod';
import { witnessKeysVariable } from './witnesses/witness-keys.js';

export const IntegrityVariables = z.object({
  ...serviceVariables(8002),
  ...databaseVariables,
  ...accessVariables,
  ...redisVariables,
  NODE_ENV: z.string().default('development'),
  /**
   * What the log is called in its checkpoints (C2SP tlog-checkpoint), best an address under which it is reached, without
   * scheme; without it a name is made of the installation's id. A log that changes its name is another log.
   */
  LOG_ORIGIN: z
    .string()
    .regex(
      /^(?=.{1,200}$)[a-z0-9.-]+(?::[0-9]+)?(?:\/[A-Za-z0-9._~-]+)*$/,
      'must be a host and a path of 200 characters at most, without scheme',
    )
    .optional(),
  LOG_PERSONAL_FIELDS: personalFieldsVariable,
  /** Whose cosignatures are kept. */
  LOG_WITNESS_KEYS: witnessKeysVariable,
  /** Between two readings of the whole log by its monitor. */
  LOG_MONITOR_SECONDS: z.coerce.number().int().min(1).max(86_400).default(60),
  /** 32 bytes in base64, to keep the log's signing keys unreadable in the database. */
  INTEGRITY_KEY_ENCRYPTION_KEY: keyEncryptionKeyVariable,
  /** A file with such a key, which its owner alone may read; without both one in `ACGS_HOME` is made. */
  INTEGRITY_KEY_FILE: z.string().min(1).optional(),
});
export type IntegritySettings = z.infer<typeof IntegrityVariables>;

/** Injection token of the parsed settings. */
export const INTEGRITY_SETTINGS = Symbol('integrity-settings');
