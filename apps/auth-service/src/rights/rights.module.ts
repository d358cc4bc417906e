import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { UserRecordsModule } from '../user-records/user-records.module.js';
import { SubjectRights } from './subject-rights.js';

@Module({ imports: [ClientsModule, UserRecordsModule], providers: [SubjectRights], exports: [SubjectRights] })
export class RightsModule {}
