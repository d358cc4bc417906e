import { Public } from '@acgs/access';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthorizationServer } from './authorization-server.js';
import {
  INTROSPECTION_SCHEMA,
  OAUTH_ERROR,
  PUSH_FORM,
  PUSHED_SCHEMA,
  TOKEN_FORM,
  TOKEN_QUESTION_FORM,
  TOKEN_SCHEMA,
} from './oauth.openapi.js';

const FORM = 'application/x-www-form-urlencoded';

/** Errors are those of RFC 6749, section 5.2, and not problem details: OAuth clients expect them. */
@Controller('oauth')
@ApiTags('tokens')
@Public()
@ApiConsumes(FORM)
@ApiBadRequestResponse({ schema: OAUTH_ERROR, description: 'The request is not acceptable' })
@ApiUnauthorizedResponse({ schema: OAUTH_ERROR, description: 'The client did not prove who it is' })
export class OAuthController {
  constructor(private readonly server: AuthorizationServer) {}

  @Post('token')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'createToken',
    summary: 'Get an access token',
    description:
      'Client credentials, an authorization code or a refresh token: RFC 6749, sections 4.4, 4.1 and 6. The client ' +
      'proves who it is by its secret, in the body or as HTTP Basic, or by an assertion (RFC 7523)',
    security: [],
  })
  @ApiBody({ schema: TOKEN_FORM })
  @ApiOkResponse({ schema: TOKEN_SCHEMA })
  token(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }

  @Post('request')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'pushAuthorizationRequest',
    summary: 'Leave a request for authorization here, before a browser is sent with it',
    description: 'RFC 9126',
    security: [],
  })
  @ApiBody({ schema: PUSH_FORM })
  @ApiCreatedResponse({ schema: PUSHED_SCHEMA })
  push(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }

  @Post('introspection')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'introspectToken',
    summary: 'Ask whether a token is good, and what it says',
    description: 'RFC 7662; for access tokens and refresh tokens',
    security: [],
  })
  @ApiBody({ schema: TOKEN_QUESTION_FORM })
  @ApiOkResponse({ schema: INTROSPECTION_SCHEMA })
  introspect(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }

  @Post('revocation')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'revokeToken',
    summary: 'End a token',
    description: 'RFC 7009; a refresh token takes all tokens of its grant with it',
    security: [],
  })
  @ApiBody({ schema: TOKEN_QUESTION_FORM })
  @ApiOkResponse({ description: 'Also for a token that nobody knows' })
  revoke(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }
}
