import { Public } from '@acgs/access';
import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthorizationServer } from './authorization-server.js';

@Controller('oauth')
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
  token(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }
}
