import { Module } from '@nestjs/common';
import { SessionLinks } from './session-links.js';
import { SessionsRepository } from './sessions.repository.js';

@Module({ providers: [SessionLinks, SessionsRepository], exports: [SessionLinks, SessionsRepository] })
export class SessionRecordsModule {}
