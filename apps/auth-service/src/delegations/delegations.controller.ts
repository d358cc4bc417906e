import { Authenticated, Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type Delegation,
  type DelegationPage,
  type DelegationPageQuery,
  DelegationPageQuerySchema,
  DelegationPageSchema,
  type DelegationParameters,
  DelegationParametersSchema,
  type DelegationRequest,
  DelegationRequestSchema,
  DelegationSchema,
} from '@acgs/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { DelegationsService } from './delegations.service.js';

@Controller('auth/delegations')
@ApiTags('identities')
@Authenticated()
export class DelegationsController {
  constructor(private readonly delegations: DelegationsService) {}

  @Post()
  @RequirePermission('delegations:grant')
  @ApiOperation({
    operationId: 'grantDelegation',
    summary: 'Let an agent act for you, or pass a part of that on',
  })
  @ApiCreatedResponse({ standardSchema: DelegationSchema })
  grant(
    @Body({ schema: DelegationRequestSchema }) request: DelegationRequest,
    @Caller() caller: CallerIdentity,
  ): Promise<Delegation> {
    return this.delegations.grant(request, caller);
  }

  @Get()
  @ApiOperation({
    operationId: 'listDelegations',
    summary: 'Delegations by you, to you or for you, newest first',
  })
  @ApiOkResponse({ standardSchema: DelegationPageSchema })
  list(
    @Query({ schema: DelegationPageQuerySchema }) query: DelegationPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<DelegationPage> {
    return this.delegations.list(query, caller);
  }

  @Get(':delegationId')
  @ApiOperation({ operationId: 'getDelegation', summary: 'One delegation' })
  @ApiOkResponse({ standardSchema: DelegationSchema })
  find(
    @Param({ schema: DelegationParametersSchema }) { delegationId }: DelegationParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<Delegation> {
    return this.delegations.find(delegationId, caller);
  }

  @Delete(':delegationId')
  @RequirePermission('delegations:grant')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeDelegation', summary: 'End a delegation and all below it, at once' })
  @ApiNoContentResponse()
  revoke(
    @Param({ schema: DelegationParametersSchema }) { delegationId }: DelegationParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    return this.delegations.revoke(delegationId, caller);
  }
}
