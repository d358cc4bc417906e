import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthorizationServer } from './authorization-server.js';
import { FAULT_PAGE, PAGE, WAY_ON } from './oauth.openapi.js';

const query = (name: string, required: boolean, description: string): MethodDecorator =>
  ApiQuery({ name, required, description, schema: { type: 'string' } });

/** Where browsers are sent: they send no header of ours. */
@Controller('oauth')
@ApiTags('tokens')
@Public()
@WithoutConstitutionalHash()
export class SignInController {
  constructor(private readonly server: AuthorizationServer) {}

  @Get('authorize')
  @ApiOperation({
    operationId: 'authorize',
    security: [],
    summary: 'Send a person here to sign in and to allow a client something',
    description: 'RFC 6749, section 4.1, with PKCE (RFC 7636, S256) for every client',
  })
  @query('client_id', true, 'The client')
  @query('response_type', false, '`code`')
  @query('redirect_uri', false, 'One of those of the client, letter for letter')
  @query('scope', false, '`openid`, `offline_access`, `profile`, `email`, and permissions')
  @query('state', false, 'Comes back as it is')
  @query('code_challenge', false, 'RFC 7636')
  @query('code_challenge_method', false, '`S256`')
  @query('request_uri', false, 'Instead of all but the client: what was pushed (RFC 9126)')
  @query('acr_values', false, 'How strongly to sign in (RFC 9470)')
  @query('max_age', false, 'Seconds since the last sign-in')
  @query('prompt', false, '`none`, `login`, `consent`')
  @ApiResponse({
    status: 303,
    content: WAY_ON,
    description: 'To the pages of sign-in, or back to the client',
  })
  @ApiResponse({
    status: 400,
    content: FAULT_PAGE,
    description: 'A page that says what is wrong: nobody is sent to an unknown address',
  })
  authorize(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }

  @Get('authorize/:uid')
  @ApiExcludeEndpoint()
  resume(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }

  @Get('end-session')
  @ApiOperation({
    operationId: 'endSession',
    security: [],
    summary: 'Send a person here to sign out',
    description: 'OpenID Connect RP-Initiated Logout 1.0',
  })
  @query('client_id', false, 'The client')
  @query('id_token_hint', false, 'An id token of the client')
  @query('post_logout_redirect_uri', false, 'One of those of the client, letter for letter')
  @query('state', false, 'Comes back as it is')
  @ApiResponse({ status: 200, content: PAGE, description: 'A page that asks whether to sign out' })
  @ApiResponse({ status: 400, content: FAULT_PAGE, description: 'A page that says what is wrong' })
  endSession(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }

  @Post('end-session/confirm')
  @ApiExcludeEndpoint()
  confirmEnd(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }

  @Get('end-session/success')
  @ApiExcludeEndpoint()
  ended(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }
}
