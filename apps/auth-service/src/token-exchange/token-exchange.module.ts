import { Module } from '@nestjs/common';
import { AccessTokensModule } from '../access-tokens/access-tokens.module.js';
import { DelegationsModule } from '../delegations/delegations.module.js';
import { OAuthModule } from '../oauth/oauth.module.js';
import { RightsModule } from '../rights/rights.module.js';
import { TokenExchangeGrant } from './token-exchange-grant.js';
import { TokenExchange } from './token-exchange.js';

@Module({
  imports: [AccessTokensModule, DelegationsModule, OAuthModule, RightsModule],
  providers: [TokenExchange, TokenExchangeGrant],
})
export class TokenExchangeModule {}
