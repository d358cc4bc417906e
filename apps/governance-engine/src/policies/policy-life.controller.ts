import { Caller, type CallerIdentity, namedTenant, RequirePermission } from '@acgs/access';
import {
  type PolicyActivation,
  PolicyActivationSchema,
  type PolicyChangePage,
  type PolicyChangePageQuery,
  PolicyChangePageQuerySchema,
  PolicyChangePageSchema,
  type PolicyParameters,
  PolicyParametersSchema,
  type PolicyProposal,
  PolicyProposalSchema,
  type PolicyRejection,
  PolicyRejectionSchema,
  type PolicyRollback,
  PolicyRollbackSchema,
  type PolicyVersion,
  type PolicyVersionParameters,
  PolicyVersionParametersSchema,
  PolicyVersionSchema,
  type TenantQuery,
  TenantQuerySchema,
} from '@acgs/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PolicyDraftsService } from './policy-drafts.service.js';
import { PolicyLifeService } from './policy-life.service.js';

@Controller('policies')
@ApiTags('policies')
export class PolicyLifeController {
  constructor(
    private readonly life: PolicyLifeService,
    private readonly drafts: PolicyDraftsService,
  ) {}

  @Put(':id/activation')
  @RequirePermission('policies:activate')
  @ApiOperation({
    operationId: 'activatePolicy',
    summary: 'Put a version in force, or none',
    description: 'Not for the author of the version, unless it has `policies:activate-own`; nor for agents.',
  })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema })
  activate(
    @Param({ schema: PolicyParametersSchema }) { id }: PolicyParameters,
    @Body({ schema: PolicyActivationSchema }) activation: PolicyActivation,
    @Caller() caller: CallerIdentity,
  ): Promise<PolicyVersion> {
    return this.life.activate(id, activation, caller);
  }

  @Post(':id/rollback')
  @HttpCode(200)
  @RequirePermission('policies:roll-back')
  @ApiOperation({
    operationId: 'rollBackPolicy',
    summary: 'Put back in force what was so before',
    description: 'Not for the author of what comes back, nor out of a retirement, nor for agents.',
  })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema })
  rollBack(
    @Param({ schema: PolicyParametersSchema }) { id }: PolicyParameters,
    @Query({ schema: TenantQuerySchema }) { tenant }: TenantQuery,
    @Body({ schema: PolicyRollbackSchema }) rollback: PolicyRollback,
    @Caller() caller: CallerIdentity,
  ): Promise<PolicyVersion> {
    return this.life.rollBack(namedTenant(caller, tenant), id, rollback, caller);
  }

  @Get(':id/activations')
  @RequirePermission('policies:read')
  @ApiOperation({
    operationId: 'listPolicyChanges',
    summary: 'Which versions were in force since when, by whom and why, newest first',
  })
  @ApiOkResponse({ standardSchema: PolicyChangePageSchema })
  listChanges(
    @Param({ schema: PolicyParametersSchema }) { id }: PolicyParameters,
    @Query({ schema: PolicyChangePageQuerySchema }) query: PolicyChangePageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<PolicyChangePage> {
    return this.life.listChanges(namedTenant(caller, query.tenant), id, query);
  }

  @Post(':id/versions/:version/review')
  @HttpCode(200)
  @RequirePermission('policies:write')
  @ApiOperation({ operationId: 'submitPolicyVersion', summary: 'Submit a draft for review' })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema })
  submit(
    @Param({ schema: PolicyVersionParametersSchema }) { id, version }: PolicyVersionParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<PolicyVersion> {
    return this.life.submit(id, version, caller);
  }

  @Post(':id/versions/:version/rejection')
  @HttpCode(200)
  @RequirePermission('policies:activate')
  @ApiOperation({ operationId: 'rejectPolicyVersion', summary: 'End the review of a version with no' })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema })
  reject(
    @Param({ schema: PolicyVersionParametersSchema }) { id, version }: PolicyVersionParameters,
    @Body({ schema: PolicyRejectionSchema }) { reason }: PolicyRejection,
    @Caller() caller: CallerIdentity,
  ): Promise<PolicyVersion> {
    return this.life.reject(id, version, reason, caller);
  }

  @Post(':id/proposals')
  @RequirePermission('policies:propose')
  @ApiOperation({
    operationId: 'proposePolicyVersion',
    summary: 'Add what an evolution run has found as a version in review, in the name of its author',
  })
  @ApiCreatedResponse({ standardSchema: PolicyVersionSchema, description: '`Location` names the version' })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema, description: 'The candidate was proposed already' })
  async propose(
    @Param({ schema: PolicyParametersSchema }) { id }: PolicyParameters,
    @Query({ schema: TenantQuerySchema }) { tenant }: TenantQuery,
    @Body({ schema: PolicyProposalSchema }) proposal: PolicyProposal,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyVersion> {
    const { policy, created } = await this.drafts.propose(namedTenant(caller, tenant), id, proposal);
    void reply
      .code(created ? 201 : 200)
      .header('Location', `/api/v1/policies/${id}/versions/${String(policy.version)}`);
    return policy;
  }
}
