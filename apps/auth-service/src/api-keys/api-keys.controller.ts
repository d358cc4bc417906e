import { Authenticated, Caller, type CallerIdentity, Public, RequirePermission } from '@acgs/access';
import {
  type ApiKey,
  type ApiKeyPage,
  type ApiKeyPageQuery,
  ApiKeyPageQuerySchema,
  ApiKeyPageSchema,
  type ApiKeyParameters,
  ApiKeyParametersSchema,
  type ApiKeyRequest,
  ApiKeyRequestSchema,
  ApiKeySchema,
  type ApiKeyToken,
  ApiKeyTokenSchema,
  type NewApiKey,
  NewApiKeySchema,
} from '@acgs/contracts';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiKeyTokens } from './api-key-tokens.js';
import { ApiKeysService } from './api-keys.service.js';

@Controller('auth/api-keys')
@ApiTags('identities')
@Authenticated()
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly tokens: ApiKeyTokens,
  ) {}

  @Post()
  @RequirePermission('api-keys:write')
  @ApiOperation({ operationId: 'createApiKey', summary: "A key for a program that can't do OAuth" })
  @ApiCreatedResponse({ standardSchema: NewApiKeySchema })
  create(
    @Body({ schema: ApiKeyRequestSchema }) request: ApiKeyRequest,
    @Caller() caller: CallerIdentity,
  ): Promise<NewApiKey> {
    return this.keys.create(request, caller);
  }

  @Get()
  @ApiOperation({ operationId: 'listApiKeys', summary: 'The keys that you have made, newest first' })
  @ApiOkResponse({ standardSchema: ApiKeyPageSchema })
  list(
    @Query({ schema: ApiKeyPageQuerySchema }) query: ApiKeyPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<ApiKeyPage> {
    return this.keys.list(query, caller);
  }

  @Post('token')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'exchangeApiKey',
    summary: 'A short access token for an API key',
    description:
      'The key stands in `Authorization: Bearer`. Services do this for whoever calls them with a key.',
  })
  @ApiOkResponse({ standardSchema: ApiKeyTokenSchema })
  exchange(@Headers('authorization') authorization = ''): Promise<ApiKeyToken> {
    return this.tokens.exchange(authorization);
  }

  @Get(':keyId')
  @ApiOperation({ operationId: 'getApiKey', summary: 'One key, without its secret' })
  @ApiOkResponse({ standardSchema: ApiKeySchema })
  find(
    @Param({ schema: ApiKeyParametersSchema }) { keyId }: ApiKeyParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<ApiKey> {
    return this.keys.find(keyId, caller);
  }

  @Delete(':keyId')
  @RequirePermission('api-keys:write')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeApiKey', summary: 'End a key and its tokens at once' })
  @ApiNoContentResponse()
  revoke(
    @Param({ schema: ApiKeyParametersSchema }) { keyId }: ApiKeyParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    return this.keys.revoke(keyId, caller);
  }
}
