import { Authenticated, Caller, type CallerIdentity } from '@acgs/access';
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

@Controller('auth/sessions')
@ApiTags('people')
@Authenticated()
export class SessionsController {
  constructor(private readonly sessions: PersonSessions) {}

  @Get()
  @ApiOperation({ operationId: 'listSessions', summary: 'Where you are signed in, newest first' })
  @ApiOkResponse({ standardSchema: SessionPageSchema })
  list(
    @Query({ schema: UuidPageQuerySchema }) query: UuidPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<SessionPage> {
    return this.sessions.listOwn(caller, query);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeOtherSessions', summary: 'Sign out everywhere else' })
  @ApiNoContentResponse({ description: 'All sessions but this one have ended, with every token of yours' })
  endOthers(@Caller() caller: CallerIdentity): Promise<void> {
    return this.sessions.endOthers(caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeSession', summary: 'Sign out in one place' })
  @ApiNoContentResponse({ description: 'The session has ended, with the tokens that rest on it' })
  end(
    @Param({ schema: IdParametersSchema }) { id }: IdParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    return this.sessions.endOwn(caller, id);
  }
}
