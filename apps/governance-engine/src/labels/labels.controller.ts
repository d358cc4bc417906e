import { Caller, type CallerIdentity, namedTenant, RequirePermission } from '@acgs/access';
import {
  type DecisionLabels,
  DecisionLabelsSchema,
  type DecisionParameters,
  DecisionParametersSchema,
  type ImportedLabels,
  ImportedLabelsSchema,
  type LabelDraft,
  LabelDraftSchema,
  type LabelImport,
  LabelImportSchema,
  type LabelledDecisionPage,
  LabelledDecisionPageSchema,
  type LabelledDecisionQuery,
  LabelledDecisionQuerySchema,
} from '@acgs/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LabelsService } from './labels.service.js';

@Controller()
@ApiTags('labels')
export class LabelsController {
  constructor(private readonly labels: LabelsService) {}

  @Post('decisions/:decisionId/labels')
  @HttpCode(200)
  @RequirePermission('decisions:label')
  @ApiOperation({
    operationId: 'labelDecision',
    summary: 'Say what the right outcome of a decision would have been',
    description: 'Takes the place of what the same reviewer has said before, which is kept. Not for agents.',
  })
  @ApiOkResponse({ standardSchema: DecisionLabelsSchema })
  review(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Body({ schema: LabelDraftSchema }) label: LabelDraft,
    @Caller() caller: CallerIdentity,
  ): Promise<DecisionLabels> {
    return this.labels.review(decisionId, label, caller);
  }

  @Post('decisions/:decisionId/outcome-reports')
  @HttpCode(200)
  @RequirePermission('decisions:create')
  @ApiOperation({
    operationId: 'reportOutcome',
    summary: 'Say of a decision that the caller has asked for what would have been right',
  })
  @ApiOkResponse({ standardSchema: DecisionLabelsSchema })
  report(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Body({ schema: LabelDraftSchema }) label: LabelDraft,
    @Caller() caller: CallerIdentity,
  ): Promise<DecisionLabels> {
    return this.labels.report(decisionId, label, caller);
  }

  @Get('decisions/:decisionId/labels')
  @RequirePermission('decisions:read')
  @ApiOperation({ operationId: 'getDecisionLabels', summary: 'Who has said what of a decision, and when' })
  @ApiOkResponse({ standardSchema: DecisionLabelsSchema })
  ofDecision(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Caller() { tenant }: CallerIdentity,
  ): Promise<DecisionLabels> {
    return this.labels.ofDecision(tenant, decisionId);
  }

  @Post('labels/import')
  @HttpCode(200)
  @RequirePermission('decisions:label')
  @ApiOperation({ operationId: 'importLabels', summary: 'The labels of a suite: all of them or none' })
  @ApiOkResponse({ standardSchema: ImportedLabelsSchema })
  import(
    @Body({ schema: LabelImportSchema }) labels: LabelImport,
    @Caller() caller: CallerIdentity,
  ): Promise<ImportedLabels> {
    return this.labels.import(labels, caller);
  }

  @Get('labels')
  @RequirePermission('decisions:read')
  @ApiOperation({
    operationId: 'listLabelledDecisions',
    summary: 'Decisions that somebody else has labelled than who has asked for them, oldest first',
  })
  @ApiOkResponse({ standardSchema: LabelledDecisionPageSchema })
  list(
    @Query({ schema: LabelledDecisionQuerySchema }) query: LabelledDecisionQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<LabelledDecisionPage> {
    return this.labels.list(namedTenant(caller, query.tenant), query);
  }
}
