import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { OAuthModule } from '../oauth/oauth.module.js';
import { SubjectRights } from './subject-rights.js';

@Module({ imports: [ClientsModule, OAuthModule], providers: [SubjectRights], exports: [SubjectRights] })
export class RightsModule {}
