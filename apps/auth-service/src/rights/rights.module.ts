import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { SubjectRights } from './subject-rights.js';

@Module({ imports: [ClientsModule], providers: [SubjectRights], exports: [SubjectRights] })
export class RightsModule {}
