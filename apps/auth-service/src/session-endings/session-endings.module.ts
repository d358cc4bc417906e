import { Module } from '@nestjs/common';
import { OAuthModule } from '../oauth/oauth.module.js';
import { SessionRecordsModule } from '../session-records/session-records.module.js';
import { SessionEndings } from './session-endings.js';

@Module({
  imports: [OAuthModule, SessionRecordsModule],
  providers: [SessionEndings],
  exports: [SessionEndings, SessionRecordsModule],
})
export class SessionEndingsModule {}
