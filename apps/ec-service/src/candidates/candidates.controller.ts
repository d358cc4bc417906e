import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type EvolutionCandidateDetail,
  EvolutionCandidateDetailSchema,
  type EvolutionCandidateParameters,
  EvolutionCandidateParametersSchema,
  type EvolutionFlipPage,
  type EvolutionFlipPageQuery,
  EvolutionFlipPageQuerySchema,
  EvolutionFlipPageSchema,
  type EvolutionFront,
  EvolutionFrontSchema,
  type EvolutionRunParameters,
  EvolutionRunParametersSchema,
} from '@acgs/contracts';
import { type Deadline, RequestDeadline } from '@acgs/http-client';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CandidatesService } from './candidates.service.js';
import { RunReport } from './run-report.js';

/** Styles and pictures are in the page; there is nothing else. */
const REPORT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

@Controller('evolution/runs/:runId')
@ApiTags('evolution')
export class CandidatesController {
  constructor(
    private readonly candidates: CandidatesService,
    private readonly reports: RunReport,
  ) {}

  @Get('front')
  @RequirePermission('evolution:read')
  @ApiOperation({
    operationId: 'getEvolutionFront',
    summary: 'The candidates that no other is better than in every objective',
    description:
      'Once the run is complete with scores on what was held out, 95 % intervals by bootstrap, and warnings where the two ' +
      'sides part.',
  })
  @ApiOkResponse({ standardSchema: EvolutionFrontSchema })
  front(
    @Param({ schema: EvolutionRunParametersSchema }) { runId }: EvolutionRunParameters,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
  ): Promise<EvolutionFront> {
    return this.candidates.front(runId, caller, deadline);
  }

  @Get('report')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', REPORT_POLICY)
  @RequirePermission('evolution:read')
  @ApiOperation({
    operationId: 'getEvolutionReport',
    summary: 'A complete run as a page: its front, the settings of each candidate, and how the search went',
  })
  @ApiOkResponse({ description: 'A page', content: { 'text/html': { schema: { type: 'string' } } } })
  report(
    @Param({ schema: EvolutionRunParametersSchema }) { runId }: EvolutionRunParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<string> {
    return this.reports.of(runId, caller);
  }

  @Get('candidates/:candidateId')
  @RequirePermission('evolution:read')
  @ApiOperation({
    operationId: 'getEvolutionCandidate',
    summary: 'One of the final front, with the policy as it would be',
  })
  @ApiOkResponse({ standardSchema: EvolutionCandidateDetailSchema })
  find(
    @Param({ schema: EvolutionCandidateParametersSchema })
    { runId, candidateId }: EvolutionCandidateParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<EvolutionCandidateDetail> {
    return this.candidates.find(runId, candidateId, caller);
  }

  @Get('candidates/:candidateId/flips')
  @RequirePermission('evolution:read')
  @ApiOperation({
    operationId: 'listEvolutionFlips',
    summary: 'The decisions of the evidence that would come out differently than under the policy of today',
  })
  @ApiOkResponse({ standardSchema: EvolutionFlipPageSchema })
  flips(
    @Param({ schema: EvolutionCandidateParametersSchema })
    { runId, candidateId }: EvolutionCandidateParameters,
    @Query({ schema: EvolutionFlipPageQuerySchema }) query: EvolutionFlipPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<EvolutionFlipPage> {
    return this.candidates.flips(runId, candidateId, query, caller);
  }
}
