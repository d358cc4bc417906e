import { Public } from '@acgs/access';
import { Controller, Post, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthorizationServer } from './authorization-server.js';

/** RFC 6749, section 5.2. */
const OAUTH_ERROR = {
  type: 'object',
  required: ['error'],
  properties: { error: { type: 'string' }, error_description: { type: 'string' } },
};

@Controller('oauth')
@ApiTags('tokens')
export class OAuthController {
  constructor(private readonly server: AuthorizationServer) {}

  /** Errors are those of RFC 6749, section 5.2, and not problem details: OAuth clients expect them. */
  @Post('token')
  @Public()
  @ApiOperation({
    operationId: 'createToken',
    summary: 'Get an access token',
    description: 'Client credentials: RFC 6749, section 4.4; the secret goes in the body or as HTTP Basic',
    security: [],
  })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['grant_type'],
      properties: {
        grant_type: { type: 'string', enum: ['client_credentials'] },
        client_id: { type: 'string' },
        client_secret: { type: 'string' },
      },
    },
  })
  @ApiOkResponse({
    schema: {
      type: 'object',
      required: ['access_token', 'token_type', 'expires_in'],
      properties: {
        access_token: { type: 'string' },
        token_type: { type: 'string', enum: ['Bearer'] },
        expires_in: { type: 'integer', description: 'Seconds' },
      },
    },
  })
  @ApiBadRequestResponse({ schema: OAUTH_ERROR, description: 'The request is not one for a token' })
  @ApiUnauthorizedResponse({ schema: OAUTH_ERROR, description: 'Client and secret do not fit' })
  token(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }
}
