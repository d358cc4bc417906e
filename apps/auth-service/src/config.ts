import { accessVariables } from '@acgs/access';
import { ACCESS_TOKEN_SECONDS_MAX } from '@acgs/contracts';
import { databaseVariables } from '@acgs/database';
import { redisVariables } from '@acgs/redis';
import { keyEncryptionKeyVariable } from '@acgs/sealed-keys';
import { serviceVariables } from '@acgs/service';
import { throttlingVariables } from '@acgs/throttling';
import { z } from 'zod';

const TWELVE_HOURS = 43_200;
const FOURTEEN_DAYS = 1_209_600;
const YEAR = 31_536_000;

export const AuthVariables = z.object({
  ...serviceVariables(8016),
  ...databaseVariables,
  ...accessVariables,
  ...redisVariables,
  NODE_ENV: z.string().default('development'),
  ACCESS_TOKEN_TTL_SECONDS: z.coerce.number().int().min(1).max(ACCESS_TOKEN_SECONDS_MAX).default(3600),
  /** For how long a client may renew its tokens after a person has signed in, however often it does. */
  REFRESH_TOKEN_TTL_SECONDS: z.coerce.number().int().min(60).max(YEAR).default(FOURTEEN_DAYS),
  /** For how long a browser stays signed in. */
  AUTH_SESSION_TTL_SECONDS: z.coerce.number().int().min(60).max(FOURTEEN_DAYS).default(TWELVE_HOURS),
  /** For how long a new key is published before it signs: longer than verifiers keep the key set. */
  SIGNING_KEY_LEAD_SECONDS: z.coerce.number().int().min(5).max(86_400).default(600),
  /** JSON with the clients that are brought into the database at start; without it those of `ACGS_HOME`. */
  AUTH_CLIENTS_FILE: z.string().min(1).optional(),
  /** 32 bytes in base64, to keep the signing key's private part unreadable in the database. */
  AUTH_KEY_ENCRYPTION_KEY: keyEncryptionKeyVariable,
  /** A file with such a key, which its owner alone may read; without both one in `ACGS_HOME` is made. */
  AUTH_KEY_FILE: z.string().min(1).optional(),
  /** Where invitations and links to reset passwords are sent from; in production there are none without it. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.email().default('no-reply@acgs.example'),
  /** The gateway's address: failures are counted by the address of whoever is behind it. */
  TRUSTED_PROXIES: throttlingVariables.TRUSTED_PROXIES,
});
export type AuthSettings = z.infer<typeof AuthVariables>;

/** Injection token of the parsed settings. */
export const AUTH_SETTINGS = Symbol('auth-settings');
