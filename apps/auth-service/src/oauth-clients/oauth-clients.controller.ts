import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type ClientChange,
  ClientChangeSchema,
  type ClientPageQuery,
  ClientPageQuerySchema,
  type ClientParameters,
  ClientParametersSchema,
  type ClientRegistration,
  ClientRegistrationSchema,
  type OAuthClient,
  type OAuthClientPage,
  OAuthClientPageSchema,
  OAuthClientSchema,
  type OAuthClientWithSecret,
  OAuthClientWithSecretSchema,
} from '@acgs/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { OAuthClientsService } from './oauth-clients.service.js';

@Controller('auth/clients')
@ApiTags('identities')
export class OAuthClientsController {
  constructor(private readonly clients: OAuthClientsService) {}

  @Post()
  @RequirePermission('clients:write')
  @ApiOperation({ operationId: 'registerClient', summary: 'Register a client of the tenant' })
  @ApiCreatedResponse({ standardSchema: OAuthClientWithSecretSchema })
  register(
    @Body({ schema: ClientRegistrationSchema }) registration: ClientRegistration,
    @Caller() caller: CallerIdentity,
  ): Promise<OAuthClientWithSecret> {
    return this.clients.register(registration, caller);
  }

  @Get()
  @RequirePermission('clients:read')
  @ApiOperation({
    operationId: 'listClients',
    summary: 'The clients of the tenant, by their ids backwards',
    description: 'Those that were registered come newest first. Agents are a list of their own.',
  })
  @ApiOkResponse({ standardSchema: OAuthClientPageSchema })
  list(
    @Query({ schema: ClientPageQuerySchema }) query: ClientPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<OAuthClientPage> {
    return this.clients.list(query, caller);
  }

  @Get(':clientId')
  @RequirePermission('clients:read')
  @ApiOperation({ operationId: 'getClient', summary: 'One client, without its secret' })
  @ApiOkResponse({ standardSchema: OAuthClientSchema })
  find(
    @Param({ schema: ClientParametersSchema }) { clientId }: ClientParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<OAuthClient> {
    return this.clients.find(clientId, caller);
  }

  @Patch(':clientId')
  @RequirePermission('clients:write')
  @ApiOperation({
    operationId: 'changeClient',
    summary: 'Change a client',
    description: 'Its tokens end when its rights, its keys or their binding change.',
  })
  @ApiOkResponse({ standardSchema: OAuthClientSchema })
  change(
    @Param({ schema: ClientParametersSchema }) { clientId }: ClientParameters,
    @Body({ schema: ClientChangeSchema }) change: ClientChange,
    @Caller() caller: CallerIdentity,
  ): Promise<OAuthClient> {
    return this.clients.change(clientId, change, caller);
  }

  @Post(':clientId/secret')
  @HttpCode(200)
  @RequirePermission('clients:write')
  @ApiOperation({ operationId: 'renewClientSecret', summary: 'A new secret; the old one and its tokens end' })
  @ApiOkResponse({ standardSchema: OAuthClientWithSecretSchema })
  renewSecret(
    @Param({ schema: ClientParametersSchema }) { clientId }: ClientParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<OAuthClientWithSecret> {
    return this.clients.renewSecret(clientId, caller);
  }

  @Delete(':clientId')
  @HttpCode(204)
  @RequirePermission('clients:write')
  @ApiOperation({ operationId: 'deleteClient', summary: 'End a client, its tokens and its keys, at once' })
  @ApiNoContentResponse()
  delete(
    @Param({ schema: ClientParametersSchema }) { clientId }: ClientParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    return this.clients.delete(clientId, caller);
  }
}
