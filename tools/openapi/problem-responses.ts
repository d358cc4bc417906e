import { PROBLEMS, type ProblemName } from '@acgs/contracts';
import type { Entrance } from '../../apps/api-gateway/src/proxy/upstream-routes.js';
import type { Operation, Response } from './openapi-types.js';

interface OperationContext {
  readonly entrance: Entrance;
  readonly hasPathParameters: boolean;
}

const NAMES = Object.keys(PROBLEMS) as ProblemName[];
/** 405 answers what is not an operation. */
const STATUSES = new Set<number>(
  NAMES.map((name) => PROBLEMS[name].status).filter((status) => status !== 405),
);
const RETRIED: ReadonlySet<number> = new Set([429, 503]);
const RETRY_AFTER = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } };
const DESCRIPTIONS: Readonly<Record<string, string>> = { 200: 'The answer', 201: 'Made' };
/** What no path, body or token explains. */
const SPECIAL: Readonly<Record<string, readonly number[]>> = {
  getConstitution: [404],
  ratifyConstitution: [409, 422],
  createPolicyVersion: [422],
  activatePolicy: [409, 422],
  rollBackPolicy: [409],
  submitPolicyVersion: [409],
  rejectPolicyVersion: [409],
  proposePolicyVersion: [409, 422],
  startEvolutionRun: [404, 409, 422],
  pauseEvolutionRun: [409],
  resumeEvolutionRun: [409],
  cancelEvolutionRun: [409],
  replayEvolutionRun: [409, 410, 422],
  getEvolutionReport: [409],
  listEvolutionFlips: [410],
  promoteEvolutionCandidate: [409, 410, 422],
  rejectEvolutionCandidate: [409],
  createDecision: [409, 422],
  createDecisionBatch: [422],
  evaluateAccess: [409, 422],
  answerApproval: [409],
  withdrawApproval: [409],
  evaluateAccesses: [422],
  explainDecision: [410],
  createSimulation: [422],
  cancelSimulation: [409],
  importLabels: [404],
  getInclusionProof: [404],
  getConsistencyProof: [404],
  getWitnessedCheckpoint: [404],
  rotateLogKey: [409],
  setUserRoles: [409, 422],
  setUserActivation: [409],
  inviteUser: [409, 422],
  registerClient: [422],
  changeClient: [409, 422],
  renewClientSecret: [409],
  deleteClient: [409],
  registerAgent: [409],
  renewAgentSecret: [409],
  createApiKey: [409],
  grantDelegation: [409],
};

/** One for each status with all its problems as examples, and one with all problems there are. */
export const PROBLEM_RESPONSES: Readonly<Record<string, Response>> = {
  Problem: responseOf('Any problem (RFC 9457)', NAMES),
  ...Object.fromEntries(
    [...STATUSES].map((status) => {
      const names = NAMES.filter((name) => PROBLEMS[name].status === status);
      const response = responseOf(names.map((name) => PROBLEMS[name].title).join('; or: '), names);
      return [nameOf(status), RETRIED.has(status) ? { ...response, headers: RETRY_AFTER } : response];
    }),
  ),
};

function nameOf(status: number): string {
  return `Problem${String(status)}`;
}

function responseOf(description: string, names: readonly ProblemName[]): Response {
  const examples = Object.fromEntries(names.map((name) => [name, { value: exampleOf(name) }]));
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description, content: { 'application/problem+json': { schema, examples } } };
}

function exampleOf(name: ProblemName): Record<string, unknown> {
  const { status, title } = PROBLEMS[name];
  const requestId = '0b6f6d9c-6a5e-4a55-9d8e-1f3a7c2b4d10';
  const problem = { type: `urn:acgs:problem:${name}`, title, status, requestId };
  if (name !== 'validation-failed') return problem;
  return { ...problem, faults: [{ path: '/action/name', message: 'must be a string' }] };
}

/** The operation with the answers that say what went wrong; those that it tells itself stay. */
export function withProblems(operation: Operation, context: OperationContext): Operation {
  const problems = statusesOf(operation, context).map((status) => [
    String(status),
    referenceTo(nameOf(status)),
  ]);
  const told = Object.entries(operation.responses).map(([status, response]) => [
    status,
    toldResponse(status, response),
  ]);
  const responses = Object.fromEntries([...problems, ...told]) as Operation['responses'];
  return { ...operation, responses: { ...responses, default: referenceTo('Problem') } };
}

const referenceTo = (name: string): Response => ({ $ref: `#/components/responses/${name}` });

/** A fault that an operation describes without a form has that of all problems. */
function toldResponse(status: string, response: Response | undefined): Response | undefined {
  const described = describedResponse(status, response);
  if (
    Number(status) < 400 ||
    described === undefined ||
    '$ref' in described ||
    described.content !== undefined
  )
    return described;
  return responseOf(described.description, NAMES);
}

const describedResponse = (status: string, response: Response | undefined): Response | undefined =>
  response !== undefined && 'description' in response && response.description === ''
    ? { ...response, description: DESCRIPTIONS[status] ?? 'The answer' }
    : response;

function statusesOf(operation: Operation, { entrance, hasPathParameters }: OperationContext): number[] {
  const secured = entrance === 'authenticated' || entrance === 'authzen';
  const sent = operation.requestBody !== undefined;
  return [
    400,
    ...(secured ? [401, 403] : []),
    ...(hasPathParameters ? [404] : []),
    ...(sent ? [408, 413, 415] : []),
    ...(entrance === 'bare' ? [] : [412, 428]),
    ...[429, 431, 500, 502, 503, 504],
    ...(SPECIAL[operation.operationId ?? ''] ?? []),
  ];
}
