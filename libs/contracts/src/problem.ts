import { z } from 'zod';

/** Problem types (RFC 9457) by name. `type` is `urn:acgs:problem:<name>`; a retired name is never used again. */
export const PROBLEMS = {
  'validation-failed': { status: 400, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not acceptable JSON' },
  unauthenticated: { status: 401, title: 'A valid access token is needed' },
  'authentication-insufficient': { status: 401, title: 'A fresh second factor is needed' },
  forbidden: { status: 403, title: 'The caller lacks a permission' },
  'approval-of-own-request': { status: 403, title: 'Nobody answers what he asks for himself' },
  'activation-of-own-version': { status: 403, title: 'Nobody puts in force what he has written himself' },
  'subject-mismatch': { status: 403, title: 'An agent may ask for itself alone' },
  'permissions-exceeded': { status: 403, title: 'The caller gives more than it has' },
  'delegation-too-deep': { status: 403, title: 'The chain of delegations is as long as it may be' },
  'not-found': { status: 404, title: 'Nothing is found here' },
  'method-not-allowed': { status: 405, title: 'The route has no such method' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  conflict: { status: 409, title: 'The state has changed meanwhile' },
  'evolution-run-open': { status: 409, title: 'A run on this policy is under way' },
  'evolution-run-outdated': { status: 409, title: 'The rules have changed since the run began' },
  'approval-pending': { status: 409, title: 'The escalated decision has not been answered' },
  'approval-refused': { status: 409, title: 'The approval was refused or withdrawn' },
  'approval-expired': { status: 409, title: 'The time to answer, or to use the approval, is over' },
  'approval-used': { status: 409, title: 'The approval was used up' },
  'approval-outdated': { status: 409, title: 'The rules have changed since the decision was escalated' },
  erased: { status: 410, title: 'What this would be made of was erased' },
  'constitutional-hash-mismatch': { status: 412, title: 'The request names another constitutional hash' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The media type is not supported' },
  'rules-invalid': { status: 422, title: 'The rules have faults' },
  'nothing-to-tune': { status: 422, title: 'The policy has nothing that could be tuned' },
  'evidence-unusable': { status: 422, title: 'Nothing can be learned from the evidence' },
  'approval-mismatch': { status: 422, title: 'The approval is not for this request' },
  'roles-separated': { status: 422, title: 'Nobody holds these roles together' },
  'evidence-empty': { status: 422, title: 'There is no evidence' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key belongs to another request' },
  'constitutional-hash-required': { status: 428, title: 'The constitutional hash is missing' },
  'simulation-queue-full': { status: 429, title: 'As many simulations wait as may' },
  'too-many-requests': { status: 429, title: 'The caller asks more than its limit allows' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'The service failed' },
  'upstream-failed': { status: 502, title: 'The service behind the gateway broke off' },
  'decision-not-recorded': { status: 503, title: 'The decision could not be recorded' },
  'mail-not-configured': { status: 503, title: 'No mail can be sent from here' },
  overloaded: { status: 503, title: 'There is more work than capacity' },
  unavailable: { status: 503, title: 'A part that is needed does not answer' },
  'receipt-pending': { status: 503, title: 'The entry is not in the log yet' },
  'deadline-exceeded': { status: 504, title: 'The deadline has passed' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemName = keyof typeof PROBLEMS;

export const FaultSchema = z
  .strictObject({
    path: z
      .string()
      .meta({ description: 'JSON Pointer (RFC 6901) into the body, or the name of a parameter' }),
    message: z.string(),
    line: z.int().optional().meta({ description: 'Line in the condition, from 1' }),
    column: z.int().optional().meta({ description: 'Column in the condition, from 1' }),
    suggestion: z.string().optional(),
  })
  .meta({ id: 'Fault' });
export type Fault = z.infer<typeof FaultSchema>;

export const ProblemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    faults: z.array(FaultSchema).optional(),
  })
  .meta({ id: 'Problem', description: 'Problem details, RFC 9457' });
export type Problem = z.infer<typeof ProblemSchema>;
