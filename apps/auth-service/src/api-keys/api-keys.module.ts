import { Module } from '@nestjs/common';
import { AccessTokensModule } from '../access-tokens/access-tokens.module.js';
import { AgentsModule } from '../agents/agents.module.js';
import { RightsModule } from '../rights/rights.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { ApiKeyTokens } from './api-key-tokens.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';

@Module({
  imports: [AccessTokensModule, AgentsModule, RightsModule, SecurityEventsModule],
  controllers: [ApiKeysController],
  providers: [ApiKeysService, ApiKeyTokens, ApiKeysRepository],
})
export class ApiKeysModule {}
