import { z } from 'zod';

const REQUESTS_MAX = 50;

/** Fields by which a request of a batch may differ from the batch: whoever asks, and for how long, is the same for all. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'approval',
  'cache-control',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'prefer',
]);

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json *(?:;|$)/i;

const HeadersSchema = z
  .record(
    z.string().max(64),
    z
      .string()
      .max(4096)
      .regex(/^[\x20-\x7e]*$/, 'must be visible ASCII'),
  )
  .superRefine((headers, context) => {
    const seen = new Set<string>();
    for (const name of Object.keys(headers)) {
      const lower = name.toLowerCase();
      if (!OWN_HEADERS.has(lower)) {
        context.addIssue({ code: 'custom', path: [name], message: 'is not for a request of a batch' });
      } else if (seen.has(lower)) {
        context.addIssue({ code: 'custom', path: [name], message: 'is there twice' });
      }
      seen.add(lower);
    }
  });

const SubRequestSchema = z
  .strictObject({
    id: z.string().min(1).max(128).optional().meta({ description: 'Comes back with the answer' }),
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path: z
      .string()
      .max(8192)
      .regex(/^\/[\x21-\x7e]*$/, 'must be a path of visible ASCII')
      .meta({ description: 'With its query, as in a request line; under `/api/v1/` or `/access/v1/`' }),
    headers: HeadersSchema.default({}).meta({ description: [...OWN_HEADERS].join(', ') }),
    body: z.unknown().optional().meta({
      description: 'JSON; a text where `Content-Type` names another media type. Null is no body',
    }),
  })
  .superRefine(({ method, headers, body }, context) => {
    if (body === undefined || body === null) return;
    const fault = (message: string): void => {
      context.addIssue({ code: 'custom', path: ['body'], message });
    };
    if (method === 'GET' || method === 'HEAD') fault(`is not for ${method}`);
    if (!isJsonType(contentTypeOf(headers)) && typeof body !== 'string')
      fault('must be a text, as its type is not JSON');
  })
  .meta({ id: 'SubRequest' });
export type SubRequest = z.infer<typeof SubRequestSchema>;

export const BatchSchema = z
  .strictObject({ requests: z.array(SubRequestSchema).min(1).max(REQUESTS_MAX) })
  .superRefine(({ requests }, context) => {
    const ids = new Set<string>();
    for (const [index, { id }] of requests.entries()) {
      if (id === undefined) continue;
      if (ids.has(id)) {
        context.addIssue({ code: 'custom', path: ['requests', index, 'id'], message: 'is there twice' });
      }
      ids.add(id);
    }
  })
  .meta({ id: 'Batch' });
export type Batch = z.infer<typeof BatchSchema>;

/** Bodies as OData JSON Format 4.01, section 19.5, has them. */
const SubAnswerSchema = z
  .strictObject({
    id: z.string().nullable().meta({ description: 'Of the request; null when it had none' }),
    status: z.int(),
    headers: z.record(z.string(), z.string()).meta({ description: 'By name in lower case' }),
    body: z.unknown().meta({
      description:
        'By `content-type`: JSON as it is, `text/*` as a text, everything else in base64url. Null is no body',
    }),
  })
  .meta({ id: 'SubAnswer' });
export type SubAnswer = z.infer<typeof SubAnswerSchema>;

export const BatchAnswersSchema = z
  .strictObject({ responses: z.array(SubAnswerSchema) })
  .meta({ id: 'BatchAnswers', description: 'In the order of the requests' });
export type BatchAnswers = z.infer<typeof BatchAnswersSchema>;

/** What a request of a batch says of its body; JSON when it says nothing. */
export function contentTypeOf(headers: Readonly<Record<string, string>>): string {
  const name = Object.keys(headers).find((each) => each.toLowerCase() === 'content-type');
  return (name === undefined ? undefined : headers[name]) ?? 'application/json';
}

export const isJsonType = (type: string): boolean => JSON_TYPE.test(type);
