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
    CONSTITUTIONAL_CORE_URL: origin.default('http://127.0.0.1:8001'),
    GOVERNANCE_ENGINE_URL: origin.default('http://127.0.0.1:8004'),
    INTEGRITY_SERVICE_URL: origin.default('http://127.0.0.1:8002'),
    EC_SERVICE_URL: origin.default('http://127.0.0.1:8006'),
    AUTH_SERVICE_URL: origin.default('http://127.0.0.1:8016'),
    /** For the whole exchange with a service, from the first byte sent to the last byte of its answer. */
    UPSTREAM_TIMEOUT_MS: z.coerce.number().int().min(1).max(600_000).default(15_000),
    BODY_LIMIT_BYTES: z.coerce
      .number()
      .int()
      .min(1)
      .max(1024 * MEBIBYTE)
      .default(8 * MEBIBYTE),
    /** Whether the requests under way to a service are bounded by how long its answers take. */
    LOAD_SHEDDING: z.enum(['on', 'off']).default('on'),
    /** Requests of one batch that are under way at the same time. */
    BATCH_CONCURRENCY: z.coerce.number().int().min(1).max(50).default(8),
    /** For a whole batch. */
    BATCH_TIMEOUT_MS: z.coerce.number().int().min(1).max(600_000).default(30_000),
    /** For the bodies of all answers of one batch. */
    BATCH_ANSWER_LIMIT_BYTES: z.coerce
      .number()
      .int()
      .min(1)
      .max(64 * MEBIBYTE)
      .default(8 * MEBIBYTE),
    /** Clients that speak OpenID AuthZEN and can't send the constitutional hash: the gateway adds it for them. */
    AUTHZEN_CLIENT_IDS: clientIds,
    /** PEM, both or none: then the gateway speaks TLS alone, and HTTP/2. */
    TLS_CERT_FILE: z.string().min(1).optional(),
    TLS_KEY_FILE: z.string().min(1).optional(),
    /** Of pages that may call from a browser. */
    CORS_ORIGINS: origins,
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
