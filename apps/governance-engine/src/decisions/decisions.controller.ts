import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type Decision,
  type DecisionBatch,
  type DecisionBatchRequest,
  DecisionBatchRequestSchema,
  DecisionBatchSchema,
  type DecisionPage,
  DecisionPageSchema,
  type DecisionParameters,
  DecisionParametersSchema,
  type DecisionQuery,
  DecisionQuerySchema,
  DecisionSchema,
  type EvaluationRequest,
  EvaluationRequestSchema,
  type Explanation,
  ExplanationSchema,
  type ExplainQuery,
  ExplainQuerySchema,
  type RecordedDecision,
  RecordedDecisionSchema,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { callerGoneOf, Deadline, deadlineOf, RequestDeadline } from '@acgs/http-client';
import { noteDecisions } from '@acgs/observability';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { APPROVAL_HEADER, ApprovalHeader, NoApprovalHeader } from '../approvals/approval-header.decorator.js';
import { PREFER_HEADER, PreferredReceipts } from '../log-client/preferred-receipts.js';
import { DecisionsService } from './decisions.service.js';
import { IDEMPOTENCY_KEY_HEADER, IdempotencyKey } from './idempotency-key.decorator.js';
import { RecordedExplanations } from './recorded-explanations.js';

@Controller('decisions')
@ApiTags('decisions')
export class DecisionsController {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly receipts: PreferredReceipts,
    private readonly explanations: RecordedExplanations,
  ) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('decisions:create')
  @ApiHeader(IDEMPOTENCY_KEY_HEADER)
  @ApiHeader(PREFER_HEADER)
  @ApiHeader(APPROVAL_HEADER)
  @ApiOperation({
    operationId: 'createDecision',
    summary: 'Ask for a decision; it is on disk before the answer leaves',
  })
  @ApiOkResponse({ standardSchema: DecisionSchema })
  async decide(
    @Body({ schema: EvaluationRequestSchema }) request: EvaluationRequest,
    @Query({ schema: ExplainQuerySchema }) query: ExplainQuery,
    @IdempotencyKey() key: string | undefined,
    @ApprovalHeader() approvalId: string | undefined,
    @Caller() caller: CallerIdentity,
    @Req() raw: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Decision> {
    const decision = await this.decisions.decide(request, caller, key, approvalId);
    noteDecisions(raw, [decision.decisionId]);
    const { prefer } = raw.headers;
    const answer =
      prefer === undefined ? decision : await this.withReceipt(decision, String(prefer), caller, raw, reply);
    if (query.explain === 'none') return answer;
    return { ...answer, explanation: await this.explanations.ofNew(decision, request, caller) };
  }

  private async withReceipt(
    decision: Decision,
    prefer: string,
    caller: CallerIdentity,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Decision> {
    const answer = await this.receipts.attach(
      decision,
      prefer,
      caller,
      deadlineOf(request, reply),
      callerGoneOf(reply),
    );
    if (answer.receipt !== undefined) reply.header('Preference-Applied', 'wait');
    return answer;
  }

  @Post('batch')
  @HttpCode(200)
  @RequirePermission('decisions:create')
  @ApiHeader(IDEMPOTENCY_KEY_HEADER)
  @ApiOperation({
    operationId: 'createDecisionBatch',
    summary: 'Ask for up to 1000 decisions, committed together',
  })
  @ApiOkResponse({ standardSchema: DecisionBatchSchema })
  async decideBatch(
    @Body({ schema: DecisionBatchRequestSchema }) batch: DecisionBatchRequest,
    @IdempotencyKey() key: string | undefined,
    @NoApprovalHeader() _: undefined,
    @Caller() caller: CallerIdentity,
    @Req() raw: FastifyRequest,
  ): Promise<DecisionBatch> {
    const decisions = await this.decisions.decideBatch(batch, caller, key);
    noteDecisions(
      raw,
      decisions.map(({ decisionId }) => decisionId),
    );
    return { decisions };
  }

  @Get()
  @RequirePermission('decisions:read')
  @ApiOperation({ operationId: 'listDecisions', summary: 'Recorded decisions, newest first' })
  @ApiOkResponse({ standardSchema: DecisionPageSchema })
  async list(
    @Query({ schema: DecisionQuerySchema }) query: DecisionQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<DecisionPage> {
    const rows = await this.decisions.list(query, caller);
    return pageFrom(
      rows,
      query.limit,
      (decision) => decision,
      ({ decisionId }) => decisionId,
    );
  }

  @Get(':decisionId')
  @RequirePermission('decisions:read')
  @ApiOperation({ operationId: 'getDecision', summary: 'A recorded decision' })
  @ApiOkResponse({ standardSchema: RecordedDecisionSchema })
  find(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<RecordedDecision> {
    return this.decisions.find(decisionId, caller);
  }

  @Get(':decisionId/explanation')
  @RequirePermission('decisions:read')
  @ApiOperation({
    operationId: 'explainDecision',
    summary: 'What the conditions read, and what came nearest to permitting',
  })
  @ApiOkResponse({ standardSchema: ExplanationSchema })
  async explain(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
  ): Promise<Explanation> {
    const decision = await this.decisions.find(decisionId, caller);
    return await this.explanations.of(decision, deadline);
  }
}
