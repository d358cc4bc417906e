import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type AccessDecision,
  AccessDecisionSchema,
  AccessEvaluationRequestSchema,
  type AccessEvaluationsAnswer,
  AccessEvaluationsAnswerSchema,
  type AccessEvaluationsRequest,
  AccessEvaluationsRequestSchema,
  type EvaluationRequest,
} from '@acgs/contracts';
import { noteDecisions } from '@acgs/observability';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { APPROVAL_HEADER, ApprovalHeader, NoApprovalHeader } from '../approvals/approval-header.decorator.js';
import { IDEMPOTENCY_KEY_HEADER, IdempotencyKey } from '../decisions/idempotency-key.decorator.js';
import { decisionIdsOf } from './access-decisions.js';
import { AccessEvaluationsService } from './access-evaluations.service.js';

/** OpenID AuthZEN Authorization API 1.0, sections 6 and 7, under the paths of its section 10.1. */
@Controller('access/v1')
@ApiTags('AuthZEN')
export class AccessEvaluationsController {
  constructor(private readonly evaluations: AccessEvaluationsService) {}

  @Post('evaluation')
  @HttpCode(200)
  @RequirePermission('decisions:create')
  @ApiHeader(IDEMPOTENCY_KEY_HEADER)
  @ApiHeader(APPROVAL_HEADER)
  @ApiOperation({ operationId: 'evaluateAccess', summary: 'A decision, asked for as OpenID AuthZEN does' })
  @ApiOkResponse({ standardSchema: AccessDecisionSchema })
  async evaluate(
    @Body({ schema: AccessEvaluationRequestSchema }) request: EvaluationRequest,
    @IdempotencyKey() key: string | undefined,
    @ApprovalHeader() approvalId: string | undefined,
    @Caller() caller: CallerIdentity,
    @Req() raw: FastifyRequest,
  ): Promise<AccessDecision> {
    const answer = await this.evaluations.evaluate(request, caller, key, approvalId);
    noteDecisions(raw, decisionIdsOf(answer));
    return answer;
  }

  @Post('evaluations')
  @HttpCode(200)
  @RequirePermission('decisions:create')
  @ApiHeader(IDEMPOTENCY_KEY_HEADER)
  @ApiOperation({
    operationId: 'evaluateAccesses',
    summary: 'Up to 1000 decisions: all of them, or up to the first denied or permitted one',
  })
  @ApiOkResponse({ standardSchema: AccessEvaluationsAnswerSchema })
  async evaluateAll(
    @Body({ schema: AccessEvaluationsRequestSchema }) request: AccessEvaluationsRequest,
    @IdempotencyKey() key: string | undefined,
    @NoApprovalHeader() _: undefined,
    @Caller() caller: CallerIdentity,
    @Req() raw: FastifyRequest,
  ): Promise<AccessEvaluationsAnswer> {
    const answer = await this.evaluations.evaluateAll(request, caller, key);
    noteDecisions(raw, decisionIdsOf(answer));
    return answer;
  }
}
