export type {
  AnswerOf,
  Decision,
  EvaluationRequest,
  Fault,
  InputOf,
  Method,
  Obligation,
  Outcome,
  PathOf,
  Problem,
  Reason,
  Subject,
} from './core/api.js';
export {
  AcgsClient,
  type AcgsClientOptions,
  type ApiAnswer,
  type DecideOptions,
  type RequestOptions,
} from './core/client.js';
export type { ApiKeyCredentials, ClientCredentials, Credentials, TokenFunction } from './core/credentials.js';
export {
  AcgsError,
  CLIENT_FAULTS,
  DeniedError,
  EscalatedError,
  type EscalationState,
  ObligationError,
} from './core/errors.js';
export type { GuardedRequest, GuardOptions, GuardOutcome, ObligationHandler } from './core/guard.js';
export { CONSTITUTIONAL_HASH } from './core/openapi.generated.js';
export type { AccessToken } from './core/token-source.js';
