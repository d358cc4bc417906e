import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type IdParameters,
  IdParametersSchema,
  type User,
  type UserActivation,
  UserActivationSchema,
  type UserPage,
  UserPageSchema,
  type UserRoles,
  UserRolesSchema,
  UserSchema,
  type UuidPageQuery,
  UuidPageQuerySchema,
} from '@acgs/contracts';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { UsersService } from './users.service.js';

@Controller('auth/users')
@ApiTags('people')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @RequirePermission('users:read')
  @ApiOperation({ operationId: 'listUsers', summary: 'The persons of the tenant, newest first' })
  @ApiOkResponse({ standardSchema: UserPageSchema })
  list(
    @Query({ schema: UuidPageQuerySchema }) query: UuidPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<UserPage> {
    return this.users.list(caller, query);
  }

  @Get(':id')
  @RequirePermission('users:read')
  @ApiOperation({ operationId: 'getUser', summary: 'One person' })
  @ApiOkResponse({ standardSchema: UserSchema })
  find(
    @Param({ schema: IdParametersSchema }) { id }: IdParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<User> {
    return this.users.find(caller, id);
  }

  @Put(':id/roles')
  @RequirePermission('roles:grant')
  @ApiOperation({
    operationId: 'setUserRoles',
    summary: 'Give a person these roles, and no others',
    description: 'Tokens with the roles of before are refused at once. Nobody changes his own roles.',
  })
  @ApiOkResponse({ standardSchema: UserSchema })
  setRoles(
    @Param({ schema: IdParametersSchema }) { id }: IdParameters,
    @Body({ schema: UserRolesSchema }) { roles }: UserRoles,
    @Caller() caller: CallerIdentity,
  ): Promise<User> {
    return this.users.setRoles(caller, id, roles);
  }

  @Put(':id/activation')
  @RequirePermission('users:write')
  @ApiOperation({ operationId: 'setUserActivation', summary: 'Disable a person, or enable again' })
  @ApiOkResponse({ standardSchema: UserSchema })
  setActive(
    @Param({ schema: IdParametersSchema }) { id }: IdParameters,
    @Body({ schema: UserActivationSchema }) { active }: UserActivation,
    @Caller() caller: CallerIdentity,
  ): Promise<User> {
    return this.users.setActive(caller, id, active);
  }
}
