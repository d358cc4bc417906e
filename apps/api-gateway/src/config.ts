import { accessVariables } from '@acgs/access';
import { ClientIdSchema } from '@acgs/contracts';
import { httpClientVariables } from '@acgs/http-client';
import { redisVariables } from '@acgs/redis';
import { serviceVariables } from '@acgs/service';
import { throttlingVariables } from '@acgs/throttling';
import { z } from 'zod';

const MEBIBYTE = 1024 * 1024;

const origin = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((url) => `${new URL(url).origin}/` === new URL(url).href, {
    message: 'must be an origin alone, such as http://127.0.0.1:8001',
  });

const partsOf = (list: string): string[] => list.split(',').map((part) => part.trim());

const clientIds = z
  .string()
  .refine((list) => partsOf(list).every((id) => ClientIdSchema.safeParse(id).success), {
    message: 'must be ids of clients with commas between them',
  })
  .optional()
  .transform((list): ReadonlySet<string> => new Set(list === undefined ? [] : partsOf(list)));

const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

const origins = z
  .string()
  .refine((list) => partsOf(list).every(isOrigin), {
    message:
      'must be origins as browsers send them, such as https://console.example.com, with commas between them',
  })
  .optional()
  .transform((list): ReadonlySet<string> => new Set(list === undefined ? [] : partsOf(list)));

export const GatewayVariables = z
  .object({
    ...serviceVariables(8080),
    ...accessVariables,
    ...httpClientVariables,
    ...redisVariables,
    ...throttlingVariables,
    CONSTITUTIONAL_CORE_URL: origin.default('http://127.0.0.1:8001').meta({
      description: 'where the service listens; when nothing does, its routes answer 503',
      accepts: 'http(s) origin',
    }),
    GOVERNANCE_ENGINE_URL: origin
      .default('http://127.0.0.1:8004')
      .meta({ description: 'the same', accepts: 'http(s) origin' }),
    INTEGRITY_SERVICE_URL: origin
      .default('http://127.0.0.1:8002')
      .meta({ description: 'the same', accepts: 'http(s) origin' }),
    EC_SERVICE_URL: origin
      .default('http://127.0.0.1:8006')
      .meta({ description: 'the same', accepts: 'http(s) origin' }),
    AUTH_SERVICE_URL: origin
      .default('http://127.0.0.1:8016')
      .meta({ description: 'the same', accepts: 'http(s) origin' }),
    UPSTREAM_TIMEOUT_MS: z.coerce
      .number()
      .int()
      .min(1)
      .max(600_000)
      .default(15_000)
      .meta({ description: 'milliseconds for the whole exchange with a service; past it the answer is 504' }),
    BODY_LIMIT_BYTES: z.coerce
      .number()
      .int()
      .min(1)
      .max(1024 * MEBIBYTE)
      .default(8 * MEBIBYTE)
      .meta({
        description:
          "bytes of a request's body; past it the answer is 413. Services have limits of their own",
      }),
    LOAD_SHEDDING: z.enum(['on', 'off']).default('on').meta({
      description:
        'whether requests to a service are bounded by how long its answers take, see [the front door](gateway.md#more-load-than-a-service-can-take); `off` leaves the bounds of connections alone',
    }),
    BATCH_CONCURRENCY: z.coerce.number().int().min(1).max(50).default(8).meta({
      description:
        'requests of one [batch](api.md#several-requests-in-one) that are under way at the same time',
    }),
    BATCH_TIMEOUT_MS: z.coerce.number().int().min(1).max(600_000).default(30_000).meta({
      description: 'milliseconds for a whole batch; what is not answered by then has a 504 of its own',
    }),
    BATCH_ANSWER_LIMIT_BYTES: z.coerce
      .number()
      .int()
      .min(1)
      .max(64 * MEBIBYTE)
      .default(8 * MEBIBYTE)
      .meta({
        description:
          'bytes of the bodies of all answers of a batch; what goes beyond is a 502 in the place of the answer',
      }),
    AUTHZEN_CLIENT_IDS: clientIds.meta({
      description:
        'clients that speak [OpenID AuthZEN](authzen.md) and cannot send the constitutional hash: under `/access/v1` the gateway adds it for them, once their token is verified. An id that no client has is no fault',
      accepts: 'client ids, with commas between them',
      unset: 'none',
    }),
    TLS_CERT_FILE: z.string().min(1).optional().meta({
      description:
        'PEM with the certificate and those of its issuers behind it: then the gateway speaks [TLS alone, and HTTP/2](gateway.md#tls-and-http2). Renewed files are taken over while it runs',
      accepts: 'a file',
      unset: 'none: it speaks HTTP/1.1 in the clear',
    }),
    TLS_KEY_FILE: z.string().min(1).optional().meta({
      description: 'PEM with its key, not encrypted; goes together with `TLS_CERT_FILE`',
      accepts: 'a file',
      unset: 'none',
    }),
    CORS_ORIGINS: origins.meta({
      description:
        'pages that may [call from a browser](gateway.md#pages-in-a-browser), such as `https://console.example.com`, letter for letter as browsers send them; pages of all others can read no answer',
      accepts: 'origins, with commas between them',
      unset: 'none',
    }),
  })
  .refine(
    ({ TLS_CERT_FILE, TLS_KEY_FILE }) => (TLS_CERT_FILE === undefined) === (TLS_KEY_FILE === undefined),
    {
      path: ['TLS_KEY_FILE'],
      message: 'goes together with TLS_CERT_FILE',
    },
  );
export type GatewaySettings = z.infer<typeof GatewayVariables>;

/** Injection token of the parsed settings. */
export const GATEWAY_SETTINGS = Symbol('gateway-settings');
