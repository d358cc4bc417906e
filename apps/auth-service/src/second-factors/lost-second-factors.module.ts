import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { SessionEndingsModule } from '../session-endings/session-endings.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { LostSecondFactorsController } from './lost-second-factors.controller.js';
import { LostSecondFactors } from './lost-second-factors.js';
import { SecondFactorsModule } from './second-factors.module.js';

@Module({
  imports: [MailModule, SecondFactorsModule, SessionEndingsModule, UserRecordsModule],
  controllers: [LostSecondFactorsController],
  providers: [LostSecondFactors],
})
export class LostSecondFactorsModule {}
