import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import { DatabaseQueryCache, HotEndpointCache, type RouteCacheOptions } from '@acgs/cache';
import {
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
import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ConditionalPolicy, unlessKnown } from './conditional-policy.js';
import { PoliciesService } from './policies.service.js';
import { PolicyDraftsService } from './policy-drafts.service.js';
import { tagOfList, tagOfPolicy } from './policy-tags.js';

const OF_ALL: RouteCacheOptions = { tags: ({ tenant }) => [tagOfList(tenant)], sharedBy: 'tenant' };
const OF_ONE: RouteCacheOptions = {
  tags: ({ tenant, params }) => [tagOfPolicy(tenant, params.id ?? '')],
  sharedBy: 'tenant',
};

@Controller('policies')
@ApiTags('policies')
export class PoliciesController {
  constructor(
    private readonly policies: PoliciesService,
    private readonly drafts: PolicyDraftsService,
  ) {}

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
    const { policy, created } = await this.drafts.create(draft, activate, caller);
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
    @Caller() { tenant }: CallerIdentity,
  ): Promise<PolicyPage> {
    return this.policies.list(tenant, query);
  }

  @Get(':id')
  @HotEndpointCache(OF_ONE)
  @RequirePermission('policies:read')
  @ApiOperation({ operationId: 'getPolicy', summary: 'The newest version of a policy' })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema })
  @ConditionalPolicy()
  async find(
    @Param({ schema: PolicyParametersSchema }) { id }: PolicyParameters,
    @Caller() { tenant }: CallerIdentity,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyVersion | undefined> {
    return unlessKnown(known, await this.policies.find(tenant, id, null), reply);
  }

  @Get(':id/versions')
  @DatabaseQueryCache(OF_ONE)
  @RequirePermission('policies:read')
  @ApiOperation({ operationId: 'listPolicyVersions', summary: 'The versions of a policy, newest first' })
  @ApiOkResponse({ standardSchema: PolicyPageSchema })
  listVersions(
    @Param({ schema: PolicyParametersSchema }) { id }: PolicyParameters,
    @Query({ schema: VersionPageQuerySchema }) query: VersionPageQuery,
    @Caller() { tenant }: CallerIdentity,
  ): Promise<PolicyPage> {
    return this.policies.listVersions(tenant, id, query);
  }

  @Get(':id/versions/:version')
  @DatabaseQueryCache(OF_ONE)
  @RequirePermission('policies:read')
  @ApiOperation({ operationId: 'getPolicyVersion', summary: 'One version of a policy' })
  @ApiOkResponse({ standardSchema: PolicyVersionSchema })
  @ConditionalPolicy()
  async findVersion(
    @Param({ schema: PolicyVersionParametersSchema }) { id, version }: PolicyVersionParameters,
    @Caller() { tenant }: CallerIdentity,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyVersion | undefined> {
    return unlessKnown(known, await this.policies.find(tenant, id, version), reply);
  }
}
