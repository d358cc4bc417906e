import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type DecisionParameters,
  DecisionParametersSchema,
  type EvidenceBundle,
  EvidenceBundleSchema,
  type Receipt,
  ReceiptSchema,
} from '@acgs/contracts';
import { type Deadline, RequestDeadline } from '@acgs/http-client';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EvidenceService } from './evidence.service.js';
import { ReceiptsService } from './receipts.service.js';

@Controller('decisions/:decisionId')
@ApiTags('decisions')
@RequirePermission('decisions:read')
export class ReceiptsController {
  constructor(
    private readonly receipts: ReceiptsService,
    private readonly evidence: EvidenceService,
  ) {}

  @Get('receipt')
  @ApiOperation({
    operationId: 'getReceipt',
    summary: 'The proof that a decision is in the log',
    description: 'It is checked with the public key of the log alone.',
  })
  @ApiOkResponse({ standardSchema: ReceiptSchema })
  receipt(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
  ): Promise<Receipt> {
    return this.receipts.receipt(decisionId, caller, deadline);
  }

  @Get('evidence')
  @ApiOperation({
    operationId: 'getEvidence',
    summary: 'One file for an auditor without access: the decision, its rules, their proofs and the keys',
    description: 'Needs `constitution:read` and `policies:read`, too.',
  })
  @ApiOkResponse({ standardSchema: EvidenceBundleSchema })
  async bundle(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceBundle> {
    const bundle = await this.evidence.bundle(decisionId, caller, deadline);
    reply.header('Content-Disposition', `attachment; filename="evidence-${decisionId}.json"`);
    return bundle;
  }
}
