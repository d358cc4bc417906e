import { Authenticated, Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type Agent,
  type AgentPage,
  type AgentPageQuery,
  AgentPageQuerySchema,
  AgentPageSchema,
  type AgentParameters,
  AgentParametersSchema,
  type AgentRegistration,
  AgentRegistrationSchema,
  AgentSchema,
  type AgentWithSecret,
  AgentWithSecretSchema,
} from '@acgs/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { AgentsService } from './agents.service.js';

/** Whose an agent is decides the service: an owner manages his own, who has `agents:write` as well all of the tenant. */
@Controller('auth/agents')
@ApiTags('identities')
@Authenticated()
export class AgentsController {
  constructor(private readonly agents: AgentsService) {}

  @Post()
  @RequirePermission('agents:register')
  @ApiOperation({ operationId: 'registerAgent', summary: 'Register an agent of yours' })
  @ApiCreatedResponse({ standardSchema: AgentWithSecretSchema })
  register(
    @Body({ schema: AgentRegistrationSchema }) registration: AgentRegistration,
    @Caller() caller: CallerIdentity,
  ): Promise<AgentWithSecret> {
    return this.agents.register(registration, caller);
  }

  @Get()
  @ApiOperation({ operationId: 'listAgents', summary: 'Your agents, or all of the tenant, newest first' })
  @ApiOkResponse({ standardSchema: AgentPageSchema })
  list(
    @Query({ schema: AgentPageQuerySchema }) query: AgentPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<AgentPage> {
    return this.agents.list(query, caller);
  }

  @Get(':agentId')
  @ApiOperation({ operationId: 'getAgent', summary: 'One agent' })
  @ApiOkResponse({ standardSchema: AgentSchema })
  find(
    @Param({ schema: AgentParametersSchema }) { agentId }: AgentParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<Agent> {
    return this.agents.find(agentId, caller);
  }

  @Post(':agentId/secret')
  @RequirePermission('agents:register')
  @HttpCode(200)
  @ApiOperation({ operationId: 'renewAgentSecret', summary: 'A new secret; the old one and its tokens end' })
  @ApiOkResponse({ standardSchema: AgentWithSecretSchema })
  renewSecret(
    @Param({ schema: AgentParametersSchema }) { agentId }: AgentParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<AgentWithSecret> {
    return this.agents.renewSecret(agentId, caller);
  }

  @Delete(':agentId')
  @RequirePermission('agents:register')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeAgent', summary: 'End an agent, its tokens and its keys, at once' })
  @ApiNoContentResponse()
  revoke(
    @Param({ schema: AgentParametersSchema }) { agentId }: AgentParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    return this.agents.revoke(agentId, caller);
  }
}
