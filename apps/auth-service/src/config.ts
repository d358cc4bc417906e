import { accessVariables } from '@acgs/access';
import { ACCESS_TOKEN_SECONDS_MAX } from '@acgs/contracts';
import { databaseVariables, replicaVariables } from '@acgs/database';
import { redisVariables } from '@acgs/redis';
import { keyEncryptionKeyVariable } from '@acgs/sealed-keys';
import { serviceVariables } from '@acgs/service';
import { throttlingVariables } from '@acgs/throttling';
import { z } from 'zod';

const HALF_AN_HOUR = 30 * 60;
const TWELVE_HOURS = 43_200;
const FOURTEEN_DAYS = 1_209_600;
const YEAR = 31_536_000;

export const AuthVariables = z.object({
  ...serviceVariables(8016),
  ...databaseVariables,
  ...replicaVariables,
  ...accessVariables,
  ...redisVariables,
  NODE_ENV: z
    .string()
    .default('development')
    .meta({ description: '`production`: no clients and no key are made; both have to be set' }),
  ACCESS_TOKEN_TTL_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(ACCESS_TOKEN_SECONDS_MAX)
    .default(3600)
    .meta({ description: 'seconds for which an access token is good' }),
  REFRESH_TOKEN_TTL_SECONDS: z.coerce.number().int().min(60).max(YEAR).default(FOURTEEN_DAYS).meta({
    description:
      'seconds for which a client may renew its tokens after a person has signed in, however often it does',
  }),
  AUTH_SESSION_TTL_SECONDS: z.coerce
    .number()
    .int()
    .min(60)
    .max(FOURTEEN_DAYS)
    .default(TWELVE_HOURS)
    .meta({ description: 'seconds for which a browser stays signed in, at `auth-service` and for clients' }),
  AUTH_SESSION_IDLE_SECONDS: z.coerce
    .number()
    .int()
    .min(60)
    .max(FOURTEEN_DAYS)
    .default(HALF_AN_HOUR)
    .meta({ description: 'seconds without use after which a browser has to sign in again' }),
  SIGNING_KEY_LEAD_SECONDS: z.coerce.number().int().min(5).max(86_400).default(600).meta({
    description:
      'seconds for which a new key is published before it signs; verifiers keep the key set for 10 minutes',
  }),
  AUTH_CLIENTS_FILE: z.string().min(1).optional().meta({
    description:
      'JSON with the clients that are brought into the database at each start; those that only the database has [stay](oauth.md#registering-clients). `ACGS_HOME/clients.json` is refused when others may read it; a file of your own may be mounted with any mode',
    accepts: 'a file',
    unset: '`ACGS_HOME/clients.json`',
  }),
  AUTH_KEY_ENCRYPTION_KEY: keyEncryptionKeyVariable.meta({
    description:
      'seals the signing key in the database; with another key than that of the first start there is no start',
    accepts: '32 bytes in base64',
    unset: 'none',
  }),
  AUTH_KEY_FILE: z.string().min(1).optional().meta({
    description: 'holds such a key; one that others may read is refused',
    accepts: 'a file',
    unset: '`ACGS_HOME/auth.key`',
  }),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .meta({
      description:
        'where [mails](people.md#mail) go, such as `smtps://name:secret@mail.example.com`. Without it each becomes a file in `ACGS_HOME/mail`; in production there are none then',
      accepts: 'smtp or smtps URL',
      unset: 'none',
    }),
  MAIL_FROM: z
    .email()
    .default('no-reply@acgs.example')
    .meta({ description: 'who the mails are from', accepts: 'e-mail address' }),
  TRUSTED_PROXIES: throttlingVariables.TRUSTED_PROXIES.meta({
    description:
      "whose `X-Forwarded-For` is believed, the gateway's among them: failed sign-ins are counted by address",
    accepts: 'addresses and CIDR ranges, with commas between them',
    unset: 'none',
  }),
});
export type AuthSettings = z.infer<typeof AuthVariables>;

/** Injection token of the parsed settings. */
export const AUTH_SETTINGS = Symbol('auth-settings');
