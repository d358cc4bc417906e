import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type DecisionParameters,
  DecisionParametersSchema,
  type Receipt,
  ReceiptSchema,
} from '@acgs/contracts';
import { type Deadline, RequestDeadline } from '@acgs/http-client';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReceiptsService } from './receipts.service.js';

@Controller('decisions/:decisionId')
@ApiTags('decisions')
@RequirePermission('decisions:read')
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsService) {}

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
}
