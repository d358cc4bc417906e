import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import { DatabaseQueryCache, HotEndpointCache, type RouteCacheOptions } from '@acgs/cache';
import {
  type PolicyActivation,
  PolicyActivationSchema,
  type PolicyCreateQuery,
  PolicyCreateQuerySchema,
  type PolicyDraft,
  PolicyDraftSchema,
  type PolicyPage,
  type PolicyPageQuery,
  PolicyPageQuerySchema,
  PolicyPageSchema,
  type PolicyParameters,
  PolicyParametersSchema,
  type PolicyVersion,
  type PolicyVersionParameters,
  PolicyVersionParametersSchema,
  PolicyVersionSchema,
  type VersionPageQuery,
  VersionPageQuerySchema,
} from '@acgs/contracts';
import { Body, Controller, Get, Headers, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ConditionalPolicy, unlessKnown } from './conditional-policy.js';
import { PoliciesService } from './policies.service.js';
import { tagOfList, tagOfPolicy } from './policy-tags.js';

const OF_ALL: RouteCacheOptions = { tags: ({ tenant }) => [tagOfList(tenant)], sharedBy: 'tenant' };
const OF_ONE: RouteCacheOptions = {
  tags: ({ tenant, params }) => [tagOfPolicy(tenant, params.id ?? '')],
  sharedBy: 'tenant',
};

@Controller('policies')
@ApiTags('policies')
export class PoliciesController {
  constructor(private readonly policies: PoliciesService) {}

  @Post()
  @RequirePermission('policies:write')
  @ApiConsumes('application/json', 'application/yaml')
  @ApiOperation({ operationId: 'createPolicyVersion', summary: 'Add a version of a policy' })
  @ApiCreatedResponse({ standardSchema: PolicyVersionSchema, description: '`Location` names the version' })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema, description: 'The newest version says the same' })
  async create(
    @Body({ schema: PolicyDraftSchema }) draft: PolicyDraft,
    @Query({ schema: PolicyCreateQuerySchema }) { activate }: PolicyCreateQuery,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyVersion> {
    const { policy, created } = await this.policies.create(draft, activate, caller);
    void reply
      .code(created ? 201 : 200)
      .header('Location', `/api/v1/policies/${policy.id}/versions/${String(policy.version)}`);
    return policy;
  }

  @Get()
  @DatabaseQueryCache(OF_ALL)
  @RequirePermission('policies:read')
  @ApiOperation({ operationId: 'listPolicies', summary: 'The newest version of every policy' })
  @ApiOkResponse({ standardSchema: PolicyPageSchema })
  list(
    @Query({ schema: PolicyPageQuerySchema }) query: PolicyPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<PolicyPage> {
    return this.policies.list(query, caller);
  }

  @Get(':id')
  @HotEndpointCache(OF_ONE)
  @RequirePermission('policies:read')
  @ApiOperation({ operationId: 'getPolicy', summary: 'The newest version of a policy' })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema })
  @ConditionalPolicy()
  async find(
    @Param({ schema: PolicyParametersSchema }) { id }: PolicyParameters,
    @Caller() caller: CallerIdentity,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyVersion | undefined> {
    return unlessKnown(known, await this.policies.find(id, null, caller), reply);
  }

  @Get(':id/versions')
  @DatabaseQueryCache(OF_ONE)
  @RequirePermission('policies:read')
  @ApiOperation({ operationId: 'listPolicyVersions', summary: 'The versions of a policy, newest first' })
  @ApiOkResponse({ standardSchema: PolicyPageSchema })
  listVersions(
    @Param({ schema: PolicyParametersSchema }) { id }: PolicyParameters,
    @Query({ schema: VersionPageQuerySchema }) query: VersionPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<PolicyPage> {
    return this.policies.listVersions(id, query, caller);
  }

  @Get(':id/versions/:version')
  @DatabaseQueryCache(OF_ONE)
  @RequirePermission('policies:read')
  @ApiOperation({ operationId: 'getPolicyVersion', summary: 'One version of a policy' })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema })
  @ConditionalPolicy()
  async findVersion(
    @Param({ schema: PolicyVersionParametersSchema }) { id, version }: PolicyVersionParameters,
    @Caller() caller: CallerIdentity,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyVersion | undefined> {
    return unlessKnown(known, await this.policies.find(id, version, caller), reply);
  }

  @Put(':id/activation')
  @RequirePermission('policies:write')
  @ApiOperation({ operationId: 'activatePolicy', summary: 'Put a version in force, or none' })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema })
  activate(
    @Param({ schema: PolicyParametersSchema }) { id }: PolicyParameters,
    @Body({ schema: PolicyActivationSchema }) { version }: PolicyActivation,
    @Caller() caller: CallerIdentity,
  ): Promise<PolicyVersion> {
    return this.policies.activate(id, version, caller);
  }
}
