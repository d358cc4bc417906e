import { DomainError, type Fault, type Problem, type ProblemName, PROBLEMS } from '@acgs/contracts';
import { HttpException, ServiceUnavailableException } from '@nestjs/common';
import type { HealthCheckResult } from '@nestjs/terminus';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly document: Problem;
}

/** Maps whatever was thrown to problem details (RFC 9457); an unknown error gives nothing of itself away. */
export function problemAnswer(thrown: unknown, requestId: string): ProblemAnswer {
  if (thrown instanceof DomainError) return fromDomainError(thrown, requestId);
  const status = statusOf(thrown);
  if (thrown instanceof ServiceUnavailableException) return notReady(thrown, requestId);
  if (status >= 500 || status < 400) return answer('internal', 'The service log tells more.', requestId);
  return answer(BY_STATUS[status] ?? 'validation-failed', messageOf(thrown), requestId);
}

const BY_STATUS: Readonly<Record<number, ProblemName>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'request-timeout',
  409: 'conflict',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  431: 'headers-too-large',
};

/** Terminus answers so; its findings become members of the problem, beside the numeric `status`. */
function notReady(thrown: ServiceUnavailableException, requestId: string): ProblemAnswer {
  const { document, ...rest } = answer('unavailable', 'A health check fails; see error.', requestId);
  const findings = thrown.getResponse() as Partial<HealthCheckResult>;
  const { info = {}, error = {}, details = {} } = findings;
  return { ...rest, document: { ...document, info, error, details } };
}

function fromDomainError(error: DomainError, requestId: string): ProblemAnswer {
  const { retryAfterSeconds, faults, extensions, headers } = error.details;
  const { document, status } = answer(error.problem, error.message, requestId, faults);
  const retry = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return { status, headers: { ...headers, ...retry }, document: { ...document, ...extensions } };
}

function answer(
  name: ProblemName,
  detail: string,
  requestId: string,
  faults?: readonly Fault[],
): ProblemAnswer {
  const { status, title } = PROBLEMS[name];
  const document = { type: `urn:acgs:problem:${name}`, title, status, detail, requestId };
  return {
    status,
    headers: {},
    document: faults === undefined ? document : { ...document, faults: [...faults] },
  };
}

function statusOf(thrown: unknown): number {
  if (typeof thrown !== 'object' || thrown === null) return 500;
  if (thrown instanceof HttpException) return thrown.getStatus();
  return 'statusCode' in thrown ? Number(thrown.statusCode) : 500;
}

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : 'The request is refused.';
