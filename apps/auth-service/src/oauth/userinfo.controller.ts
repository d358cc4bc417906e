import { Authenticated, Caller, type CallerIdentity } from '@acgs/access';
import { Controller, Get, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiForbiddenResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { UserAccounts } from '../user-records/user-accounts.js';
import { ScopeMissingError } from './oauth.errors.js';

const UserInfoSchema = z
  .strictObject({
    sub: z.string(),
    name: z.string().optional(),
    email: z.string().optional(),
    email_verified: z.boolean().optional(),
  })
  .meta({ id: 'UserInfo' });
type UserInfo = z.infer<typeof UserInfoSchema>;

/** OpenID Connect Core, section 5.3, for the same access tokens as the rest of the API. */
@Controller('oauth/userinfo')
@ApiTags('tokens')
@Authenticated()
export class UserInfoController {
  constructor(private readonly accounts: UserAccounts) {}

  @Get()
  @ApiOperation({
    operationId: 'getUserInfo',
    summary: 'Who the person is that a token speaks for',
    description:
      'OpenID Connect Core 1.0, section 5.3; `name` with the scope `profile`, the address with `email`',
  })
  @ApiOkResponse({ standardSchema: UserInfoSchema })
  @ApiForbiddenResponse({ description: 'The token lacks the scope `openid`' })
  show(@Caller() caller: CallerIdentity, @Headers('authorization') authorization: string): Promise<UserInfo> {
    return this.answer(caller, authorization);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'postUserInfo',
    summary: 'The same, for clients that ask with POST',
    description: 'OpenID Connect Core 1.0, section 5.3',
  })
  @ApiOkResponse({ standardSchema: UserInfoSchema })
  @ApiForbiddenResponse({ description: 'The token lacks the scope `openid`' })
  showPosted(
    @Caller() caller: CallerIdentity,
    @Headers('authorization') authorization: string,
  ): Promise<UserInfo> {
    return this.answer(caller, authorization);
  }

  private async answer({ subject }: CallerIdentity, authorization: string): Promise<UserInfo> {
    const scopes = scopesOf(authorization);
    const person = scopes.has('openid') ? await this.accounts.find(subject) : null;
    if (person === null) throw new ScopeMissingError('openid');
    return {
      sub: person.id,
      ...(scopes.has('profile') ? { name: person.name } : {}),
      ...(scopes.has('email') ? { email: person.email, email_verified: person.emailVerified } : {}),
    };
  }
}

/** The guard has verified the token. */
function scopesOf(authorization: string): ReadonlySet<string> {
  const { scope } = decodeJwt(authorization.slice(authorization.lastIndexOf(' ') + 1));
  return new Set(typeof scope === 'string' ? scope.split(' ') : []);
}
