import type { CallerIdentity } from '@acgs/access';
import type {
  AccessDecision,
  AccessEvaluationsAnswer,
  AccessEvaluationsRequest,
  Decision,
  EvaluationRequest,
} from '@acgs/contracts';
import { ValidationFailedError } from '@acgs/service';
import { Injectable } from '@nestjs/common';
import { DecisionsService } from '../decisions/decisions.service.js';
import { accessDecisionOf, answersOf, ENDS_WITH, isPermitted, reachable } from './access-decisions.js';
import { readEvaluation, readEvaluations } from './read-evaluations.js';

/** Each method answers once the records are durable, and throws what `DecisionsService.decide` throws. */
@Injectable()
export class AccessEvaluationsService {
  constructor(private readonly decisions: DecisionsService) {}

  async evaluate(
    request: EvaluationRequest,
    caller: CallerIdentity,
    key: string | undefined,
    approvalId?: string,
  ): Promise<AccessDecision> {
    return accessDecisionOf(await this.decisions.decide(request, caller, key, approvalId));
  }

  /**
   * Without evaluations a single one (AuthZEN 1.0, section 7.1), which is what the top of the body says.
   *
   * @throws ValidationFailedError when that single one has faults; those of one among several stand in the answer
   */
  async evaluateAll(
    request: AccessEvaluationsRequest,
    caller: CallerIdentity,
    key: string | undefined,
  ): Promise<AccessEvaluationsAnswer> {
    if (request.evaluations.length === 0) return await this.evaluate(singleOf(request), caller, key);
    const semantic = request.options.evaluations_semantic;
    const evaluations = reachable(readEvaluations(request), semantic);
    const requests = evaluations.flatMap((evaluation) => evaluation.request ?? []);
    const endsWith = (outcome: Decision['outcome']): boolean => ENDS_WITH[semantic](isPermitted(outcome));
    const decisions =
      requests.length === 0
        ? []
        : await this.decisions.decideSeries({ requests, body: request, endsWith }, caller, key);
    return { evaluations: answersOf(evaluations, decisions, semantic) };
  }
}

function singleOf({ subject, action, resource, context }: AccessEvaluationsRequest): EvaluationRequest {
  const { request, faults } = readEvaluation({ subject, action, resource, context }, []);
  if (request === null) throw new ValidationFailedError(faults);
  return request;
}
