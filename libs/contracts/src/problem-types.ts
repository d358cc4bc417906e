/**
 * Problem types (RFC 9457) by name. `type` is `urn:acgs:problem:<name>`; a retired name is never used again. `when` is for
 * docs/api.md, in Markdown.
 */
export const PROBLEMS = {
  'validation-failed': {
    status: 400,
    title: 'The request is not valid',
    when: 'a field, parameter or header is missing, unknown or of another form; under `/access/v1` also a body that is not announced as JSON; the gateway cannot read the path',
  },
  'malformed-json': {
    status: 400,
    title: 'The body is not acceptable JSON',
    when: 'the body is no JSON or YAML, or some that two readers could understand in two ways',
  },
  unauthenticated: {
    status: 401,
    title: 'A valid access token is needed',
    when: 'no token, or one that is not accepted; which part is wrong is not told',
  },
  'authentication-insufficient': {
    status: 401,
    title: 'A fresh second factor is needed',
    when: 'a person needs a [fresh second factor](identities.md#a-fresh-second-factor) for this; `WWW-Authenticate` says which (RFC 9470)',
  },
  forbidden: {
    status: 403,
    title: 'The caller lacks a permission',
    when: 'the caller lacks the permission that the answer names',
  },
  'approval-of-own-request': {
    status: 403,
    title: 'Nobody answers what he asks for himself',
    when: 'who answers has a part in the request: sent it, is its subject, or lends it rights',
  },
  'activation-of-own-version': {
    status: 403,
    title: 'Nobody puts in force what he has written himself',
    when: 'the author of a version puts it in force, and lacks `policies:activate-own`',
  },
  'lift-of-own-freeze': {
    status: 403,
    title: 'Nobody lifts a freeze of himself',
    when: 'who lifts a [freeze](freezes.md) is its subject, or acts for it',
  },
  'subject-mismatch': {
    status: 403,
    title: 'An agent may ask for itself alone',
    when: 'the subject of a decision is not the caller, or an agent says another type than `agent`, without `decisions:on-behalf`',
  },
  'permissions-exceeded': {
    status: 403,
    title: 'The caller gives more than it has',
    when: 'an agent, client, key or delegation would have permissions that the caller lacks; `permissions` lists them',
  },
  'delegation-too-deep': {
    status: 403,
    title: 'The chain of delegations is as long as it may be',
    when: 'three delegations follow each other already',
  },
  'not-found': {
    status: 404,
    title: 'Nothing is found here',
    when: 'no such route, version, policy, decision, client, entry or tile',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The route has no such method',
    when: 'the path has no such method; `Allow` lists those it has',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    when: 'the request did not arrive whole within 60 seconds',
  },
  conflict: {
    status: 409,
    title: 'The state has changed meanwhile',
    when: 'another constitution is in force than `If-Match` names; an escalated decision was answered already, otherwise or by somebody else; the clients file names the client',
  },
  'evolution-run-open': {
    status: 409,
    title: 'A run on this policy is under way',
    when: 'a run on the policy is under way; `runId` names it',
  },
  'evolution-run-outdated': {
    status: 409,
    title: 'The rules have changed since the run began',
    when: 'other rules are in force than those of the run: replay it, and look at its front again',
  },
  'approval-pending': {
    status: 409,
    title: 'The escalated decision has not been answered',
    when: 'the `Approval` that is presented: nobody has answered',
  },
  'approval-refused': {
    status: 409,
    title: 'The approval was refused or withdrawn',
    when: 'it was refused or withdrawn',
  },
  'approval-expired': {
    status: 409,
    title: 'The time to answer, or to use the approval, is over',
    when: 'it was not answered, or not used, in its time',
  },
  'approval-used': { status: 409, title: 'The approval was used up', when: 'a decision was made with it' },
  'approval-outdated': {
    status: 409,
    title: 'The rules have changed since the decision was escalated',
    when: 'other rules are in force than when the decision was escalated; told to who approves as well',
  },
  'freeze-over': {
    status: 409,
    title: 'The freeze is over',
    when: 'a [freeze](freezes.md) that was lifted, or has expired, is to be lifted',
  },
  'legal-hold': {
    status: 409,
    title: 'A legal hold keeps this',
    when: 'a [legal hold](backup.md#legal-holds) names the decision: it is not erased until that is released',
  },
  erased: {
    status: 410,
    title: 'What this would be made of was erased',
    when: 'the explanation of a decision depends on fields of its request that were erased',
  },
  'constitutional-hash-mismatch': {
    status: 412,
    title: 'The request names another constitutional hash',
    when: 'the request names another constitutional hash',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    when: 'the body exceeds the limit of the route or of the gateway',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The media type is not supported',
    when: 'the body is neither JSON nor, where people write, YAML, or has a `Content-Encoding`',
  },
  'rules-invalid': {
    status: 422,
    title: 'The rules have faults',
    when: 'conditions do not parse or do not check',
  },
  'nothing-to-tune': {
    status: 422,
    title: 'The policy has nothing that could be tuned',
    when: 'a chosen parameter is not there or has no room, or none has; `faults` says which',
  },
  'evidence-unusable': {
    status: 422,
    title: 'Nothing can be learned from the evidence',
    when: 'there are no labelled decisions, or all of one class on one side, or labels that contradict; `evidence` names the decisions',
  },
  'approval-mismatch': {
    status: 422,
    title: 'The approval is not for this request',
    when: 'the `Approval` is of another request or caller, or there is none such',
  },
  'roles-separated': {
    status: 422,
    title: 'Nobody holds these roles together',
    when: 'nobody holds these two roles together; `roles` names them',
  },
  'evidence-empty': {
    status: 422,
    title: 'There is no evidence',
    when: 'nothing was recorded in the time of a [simulation](simulations.md): choose another one',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key belongs to another request',
    when: 'the key was used with another body',
  },
  'constitutional-hash-required': {
    status: 428,
    title: 'The constitutional hash is missing',
    when: 'the header is missing',
  },
  'simulation-queue-full': {
    status: 429,
    title: 'As many simulations wait as may',
    when: 'as many [simulations](simulations.md) are queued or running as may: wait for one to end, or cancel one',
  },
  'too-many-requests': {
    status: 429,
    title: 'The caller asks more than its limit allows',
    when: 'the caller, or its address, has used up its [limit](throttling.md); `violated-policies` names it',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    when: 'more than 16 KiB of headers',
  },
  internal: {
    status: 500,
    title: 'The service failed',
    when: 'a fault of ours; the log has it under the `requestId`',
  },
  'upstream-failed': {
    status: 502,
    title: 'The service behind the gateway broke off',
    when: 'the service broke off before it answered; whether it acted is not known',
  },
  'decision-not-recorded': {
    status: 503,
    title: 'The decision could not be recorded',
    when: 'the database did not confirm the record; whether it holds one is not known, so repeat with the same key',
  },
  'mail-not-configured': {
    status: 503,
    title: 'No mail can be sent from here',
    when: 'no mail can be sent from here: set `SMTP_URL`',
  },
  overloaded: {
    status: 503,
    title: 'There is more work than capacity',
    when: 'too many decisions wait for the disk, too many [reports](service-calls.md) or requests a service, or the bodies of the requests under way exceed 128 MiB',
  },
  unavailable: {
    status: 503,
    title: 'A part that is needed does not answer',
    when: 'the database, the keys for tokens, or another service does not answer',
  },
  'receipt-pending': {
    status: 503,
    title: 'The entry is not in the log yet',
    when: 'what was recorded is not in the log yet; it is within two seconds while `integrity-service` runs',
  },
  'deadline-exceeded': {
    status: 504,
    title: 'The deadline has passed',
    when: 'the exchange with the service took too long; whether it acted is not known',
  },
} as const satisfies Record<string, { status: number; title: string; when: string }>;
export type ProblemName = keyof typeof PROBLEMS;
