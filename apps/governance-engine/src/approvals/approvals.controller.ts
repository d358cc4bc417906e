import { Authenticated, Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type Approval,
  type ApprovalAnswerRequest,
  ApprovalAnswerRequestSchema,
  type ApprovalPage,
  type ApprovalPageQuery,
  ApprovalPageQuerySchema,
  ApprovalPageSchema,
  type ApprovalQuery,
  ApprovalQuerySchema,
  ApprovalSchema,
  type DecisionParameters,
  DecisionParametersSchema,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { CallerGone, type Deadline, RequestDeadline } from '@acgs/http-client';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApprovalsService } from './approvals.service.js';

@Controller('approvals')
@ApiTags('approvals')
export class ApprovalsController {
  constructor(private readonly approvals: ApprovalsService) {}

  @Get()
  @RequirePermission('approvals:read')
  @ApiOperation({
    operationId: 'listApprovals',
    summary: 'Escalated decisions and their answers, newest first',
  })
  @ApiOkResponse({ standardSchema: ApprovalPageSchema })
  async list(
    @Query({ schema: ApprovalPageQuerySchema }) query: ApprovalPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<ApprovalPage> {
    const approvals = await this.approvals.list(query, caller);
    return pageFrom(
      approvals,
      query.limit,
      (approval) => approval,
      ({ decisionId }) => decisionId,
    );
  }

  @Get(':decisionId')
  @Authenticated()
  @ApiOperation({
    operationId: 'getApproval',
    summary: 'Whether an escalated decision was approved; with `wait` as soon as it is answered',
    description: 'For the requester, and for those who have `approvals:read`; to all others there is none.',
  })
  @ApiOkResponse({ standardSchema: ApprovalSchema })
  find(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Query({ schema: ApprovalQuerySchema }) { wait }: ApprovalQuery,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
    @CallerGone() callerGone: AbortSignal,
  ): Promise<Approval> {
    return this.approvals.find(decisionId, caller, { seconds: wait, deadline, callerGone });
  }

  @Post(':decisionId')
  @HttpCode(200)
  @RequirePermission('approvals:answer')
  @ApiOperation({
    operationId: 'answerApproval',
    summary: 'Approve or refuse what was escalated',
    description:
      'Not for who asked, nor for whom the request was made or whose rights it uses; nor for agents.',
  })
  @ApiOkResponse({ standardSchema: ApprovalSchema })
  answer(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Body({ schema: ApprovalAnswerRequestSchema }) given: ApprovalAnswerRequest,
    @Caller() caller: CallerIdentity,
  ): Promise<Approval> {
    return this.approvals.answer(decisionId, given, caller);
  }

  @Delete(':decisionId')
  @RequirePermission('approvals:answer')
  @ApiOperation({
    operationId: 'withdrawApproval',
    summary: 'Withdraw an approval that was not used, whoever gave it',
  })
  @ApiOkResponse({ standardSchema: ApprovalSchema })
  withdraw(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<Approval> {
    return this.approvals.withdraw(decisionId, caller);
  }
}
