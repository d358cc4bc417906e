import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/agents.module.js';
import { IdentityEndingsModule } from '../identity-endings/identity-endings.module.js';
import { SecurityEventsModule } from '../security-events/security-events.module.js';
import { SessionEndingsModule } from '../session-endings/session-endings.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [
    AgentsModule,
    IdentityEndingsModule,
    SecurityEventsModule,
    SessionEndingsModule,
    UserRecordsModule,
  ],
  controllers: [UsersController],
  providers: [UsersService],
})
export class UsersModule {}
