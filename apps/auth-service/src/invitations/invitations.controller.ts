import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type IdParameters,
  IdParametersSchema,
  type Invitation,
  type InvitationDraft,
  InvitationDraftSchema,
  type InvitationPage,
  InvitationPageSchema,
  InvitationSchema,
  type UuidPageQuery,
  UuidPageQuerySchema,
} from '@acgs/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { InvitationsService } from './invitations.service.js';

@Controller('auth/invitations')
@ApiTags('people')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post()
  @RequirePermission('users:write')
  @ApiOperation({
    operationId: 'inviteUser',
    summary: 'Invite a person by mail',
    description: 'The link is good once, for 72 hours; an earlier one to the same address ends.',
  })
  @ApiCreatedResponse({ standardSchema: InvitationSchema })
  invite(
    @Body({ schema: InvitationDraftSchema }) draft: InvitationDraft,
    @Caller() caller: CallerIdentity,
  ): Promise<Invitation> {
    return this.invitations.invite(draft, caller);
  }

  @Get()
  @RequirePermission('users:read')
  @ApiOperation({ operationId: 'listInvitations', summary: 'The invitations that are open, newest first' })
  @ApiOkResponse({ standardSchema: InvitationPageSchema })
  list(
    @Query({ schema: UuidPageQuerySchema }) query: UuidPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<InvitationPage> {
    return this.invitations.list(caller, query);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('users:write')
  @ApiOperation({ operationId: 'withdrawInvitation', summary: 'Withdraw an invitation' })
  @ApiNoContentResponse({ description: 'Its link is good no more' })
  withdraw(
    @Param({ schema: IdParametersSchema }) { id }: IdParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    return this.invitations.withdraw(caller, id);
  }
}
