import { Module } from '@nestjs/common';
import { ClientsImport } from './clients-import.js';
import { ClientsRepository } from './clients.repository.js';

@Module({ providers: [ClientsRepository, ClientsImport], exports: [ClientsRepository] })
export class ClientsModule {}
