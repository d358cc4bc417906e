import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type IdParameters,
  IdParametersSchema,
  type SessionPage,
  SessionPageSchema,
  type UuidPageQuery,
  UuidPageQuerySchema,
} from '@acgs/contracts';
import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PersonSessions } from './person-sessions.js';

@Controller('auth/users')
@ApiTags('people')
export class UserSessionsController {
  constructor(private readonly sessions: PersonSessions) {}

  @Get(':id/sessions')
  @RequirePermission('users:read')
  @ApiOperation({ operationId: 'listUserSessions', summary: 'Where a person is signed in, newest first' })
  @ApiOkResponse({ standardSchema: SessionPageSchema })
  list(
    @Param({ schema: IdParametersSchema }) { id }: IdParameters,
    @Query({ schema: UuidPageQuerySchema }) query: UuidPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<SessionPage> {
    return this.sessions.listOf(caller, id, query);
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @RequirePermission('users:write')
  @ApiOperation({ operationId: 'revokeUserSessions', summary: 'Sign a person out everywhere' })
  @ApiNoContentResponse({ description: 'Every session and every token of the person has ended' })
  endAll(
    @Param({ schema: IdParametersSchema }) { id }: IdParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    return this.sessions.endAllOf(caller, id);
  }
}
