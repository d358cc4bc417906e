import { Module } from '@nestjs/common';
import { OAuthModule } from '../oauth/oauth.module.js';
import { SessionEndings } from './session-endings.js';
import { SessionRecordsModule } from './session-records.module.js';

@Module({
  imports: [OAuthModule, SessionRecordsModule],
  providers: [SessionEndings],
  exports: [SessionEndings, SessionRecordsModule],
})
export class SessionEndingsModule {}
