import { Caller, type CallerIdentity, namedTenant, RequirePermission } from '@acgs/access';
import {
  type ConsistencyProof,
  ConsistencyProofSchema,
  type ConsistencyQuery,
  ConsistencyQuerySchema,
  type InclusionProof,
  InclusionProofSchema,
  type InclusionQuery,
  InclusionQuerySchema,
  type LogEntryParameters,
  LogEntryParametersSchema,
  type LogEntryQuery,
  LogEntryQuerySchema,
  type Receipt,
  ReceiptSchema,
} from '@acgs/contracts';
import { CallerGone } from '@acgs/http-client';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LogService } from './log.service.js';

@Controller('log')
@ApiTags('log')
@RequirePermission('log:read')
export class LogController {
  constructor(private readonly log: LogService) {}

  @Get('entries/:entryId')
  @ApiOperation({
    operationId: 'getLogEntry',
    summary: 'An entry with the proof that it is in the log',
    description: 'A decision is named by its id.',
  })
  @ApiOkResponse({ standardSchema: ReceiptSchema })
  entry(
    @Param({ schema: LogEntryParametersSchema }) { entryId }: LogEntryParameters,
    @Query({ schema: LogEntryQuerySchema }) { wait, tenant }: LogEntryQuery,
    @Caller() caller: CallerIdentity,
    @CallerGone() callerGone: AbortSignal,
  ): Promise<Receipt> {
    return this.log.receipt(namedTenant(caller, tenant, 'log:any-tenant'), entryId, wait, callerGone);
  }

  @Get('proofs/inclusion')
  @ApiOperation({ operationId: 'getInclusionProof', summary: 'That a leaf is in a tree (RFC 6962)' })
  @ApiOkResponse({ standardSchema: InclusionProofSchema })
  inclusion(
    @Query({ schema: InclusionQuerySchema }) { leafIndex, treeSize }: InclusionQuery,
    @Caller() { tenant }: CallerIdentity,
  ): Promise<InclusionProof> {
    return this.log.inclusion(tenant, leafIndex, treeSize);
  }

  @Get('proofs/consistency')
  @ApiOperation({ operationId: 'getConsistencyProof', summary: 'That a tree continues another (RFC 6962)' })
  @ApiOkResponse({ standardSchema: ConsistencyProofSchema })
  consistency(
    @Query({ schema: ConsistencyQuerySchema }) { from, to }: ConsistencyQuery,
    @Caller() { tenant }: CallerIdentity,
  ): Promise<ConsistencyProof> {
    return this.log.consistency(tenant, from, to);
  }
}
