import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type EvolutionCandidate,
  type EvolutionCandidateParameters,
  EvolutionCandidateParametersSchema,
  EvolutionCandidateSchema,
  type EvolutionPromotion,
  EvolutionPromotionSchema,
  type EvolutionRejection,
  EvolutionRejectionSchema,
} from '@acgs/contracts';
import { type Deadline, RequestDeadline } from '@acgs/http-client';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReviewsService } from './reviews.service.js';

@Controller('evolution/runs/:runId/candidates/:candidateId')
@ApiTags('evolution')
export class ReviewsController {
  constructor(private readonly reviews: ReviewsService) {}

  @Post('promotion')
  @HttpCode(200)
  @RequirePermission('evolution:promote')
  @ApiOperation({
    operationId: 'promoteEvolutionCandidate',
    summary: 'Make a version of the policy of a candidate, to be reviewed',
    description:
      'Its author is who has started the run: somebody else has to put it in force. Then a guard holds live outcomes ' +
      'against what was predicted.',
  })
  @ApiOkResponse({ standardSchema: EvolutionCandidateSchema })
  promote(
    @Param({ schema: EvolutionCandidateParametersSchema })
    { runId, candidateId }: EvolutionCandidateParameters,
    @Body({ schema: EvolutionPromotionSchema }) promotion: EvolutionPromotion,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
  ): Promise<EvolutionCandidate> {
    return this.reviews.promote(runId, candidateId, promotion, caller, deadline);
  }

  @Post('rejection')
  @HttpCode(200)
  @RequirePermission('evolution:promote')
  @ApiOperation({ operationId: 'rejectEvolutionCandidate', summary: 'Say why a candidate is not wanted' })
  @ApiOkResponse({ standardSchema: EvolutionCandidateSchema })
  reject(
    @Param({ schema: EvolutionCandidateParametersSchema })
    { runId, candidateId }: EvolutionCandidateParameters,
    @Body({ schema: EvolutionRejectionSchema }) rejection: EvolutionRejection,
    @Caller() caller: CallerIdentity,
  ): Promise<EvolutionCandidate> {
    return this.reviews.reject(runId, candidateId, rejection, caller);
  }
}
