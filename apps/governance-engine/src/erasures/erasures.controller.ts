import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type DecisionParameters,
  DecisionParametersSchema,
  type Erasure,
  ErasureSchema,
} from '@acgs/contracts';
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ErasuresService } from './erasures.service.js';

@Controller('decisions/:decisionId/erasure')
@ApiTags('decisions')
export class ErasuresController {
  constructor(private readonly erasures: ErasuresService) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('decisions:erase')
  @ApiOperation({
    operationId: 'eraseDecision',
    summary: 'Erase the personal fields of a decision; its proofs go on working',
  })
  @ApiOkResponse({ standardSchema: ErasureSchema })
  erase(
    @Param({ schema: DecisionParametersSchema }) { decisionId }: DecisionParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<Erasure> {
    return this.erasures.erase(decisionId, caller);
  }
}
