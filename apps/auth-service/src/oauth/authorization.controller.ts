import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthorizationServer } from './authorization-server.js';
import { FAULT_PAGE, TextQuery, WAY_ON } from './oauth.openapi.js';

/** Where browsers are sent: they send no header of ours. */
@Controller('oauth')
@ApiTags('tokens')
@Public()
@WithoutConstitutionalHash()
export class AuthorizationController {
  constructor(private readonly server: AuthorizationServer) {}

  @Get('authorize')
  @ApiOperation({
    operationId: 'authorize',
    security: [],
    summary: 'Send a person here to sign in and to allow a client something',
    description: 'RFC 6749, section 4.1, with PKCE (RFC 7636, S256) for every client',
  })
  @TextQuery('client_id', true, 'The client')
  @TextQuery('response_type', false, '`code`')
  @TextQuery('redirect_uri', false, 'One of those of the client, letter for letter')
  @TextQuery('scope', false, '`openid`, `offline_access`, `profile`, `email`, and permissions')
  @TextQuery('state', false, 'Comes back as it is')
  @TextQuery('code_challenge', false, 'RFC 7636')
  @TextQuery('code_challenge_method', false, '`S256`')
  @TextQuery('request_uri', false, 'Instead of all but the client: what was pushed (RFC 9126)')
  @TextQuery('acr_values', false, 'How strongly to sign in (RFC 9470)')
  @TextQuery('max_age', false, 'Seconds since the last sign-in')
  @TextQuery('prompt', false, '`none`, `login`, `consent`')
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
}
