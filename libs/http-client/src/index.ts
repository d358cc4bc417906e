export { CallerGone, callerGoneOf } from './caller-gone.decorator.js';
export { AdaptiveLimit } from './core/adaptive-limit.js';
export { gather } from './core/gather.js';
export { Deadline } from './deadline.js';
export { HttpClientModule } from './http-client.module.js';
export { httpClientVariables } from './http-client.variables.js';
export { HttpClients } from './http-clients.js';
export { deadlineOf, RequestDeadline } from './request-deadline.decorator.js';
export { REQUEST_TIMEOUT_HEADER, requestTimeoutFault, requestTimeoutOf } from './request-timeout.js';
export { type UpstreamAnswer } from './upstream-answer.js';
export type { UpstreamClient } from './upstream-client.js';
export type { UpstreamOptions } from './upstream-options.js';
export type { UpstreamPool } from './upstream-pool.js';
export {
  DeadlineExceededError,
  faultOfUpstream,
  UpstreamAnswerUnusableError,
  UpstreamFailedError,
  UpstreamUnavailableError,
} from './upstream.errors.js';
