import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthorizationServer } from '../oauth/authorization-server.js';
import { FAULT_PAGE, PAGE, TextQuery } from '../oauth/oauth.openapi.js';
import { SignOut } from './sign-out.js';

/** RP-Initiated Logout ends the session here, too, and all that rests on it. */
@Controller('oauth/end-session')
@ApiTags('tokens')
@Public()
@WithoutConstitutionalHash()
export class SignOutController {
  constructor(
    private readonly server: AuthorizationServer,
    private readonly signOut: SignOut,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'endSession',
    security: [],
    summary: 'Send a person here to sign out',
    description: 'OpenID Connect RP-Initiated Logout 1.0',
  })
  @TextQuery('client_id', false, 'The client')
  @TextQuery('id_token_hint', false, 'An id token of the client')
  @TextQuery('post_logout_redirect_uri', false, 'One of those of the client, letter for letter')
  @TextQuery('state', false, 'Comes back as it is')
  @ApiResponse({ status: 200, content: PAGE, description: 'A page that asks whether to sign out' })
  @ApiResponse({ status: 400, content: FAULT_PAGE, description: 'A page that says what is wrong' })
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply, (context) => {
      this.signOut.ask(context);
    });
  }

  @Post('confirm')
  @ApiExcludeEndpoint()
  confirm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply, (context) => this.signOut.confirm(request, context));
  }

  @Get('success')
  @ApiExcludeEndpoint()
  done(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.server.answer(request, reply);
  }
}
