import { Module } from '@nestjs/common';
import { ClientsImport } from './clients-import.js';
import { ClientsRepository } from './clients.repository.js';

@Module({ providers: [ClientsRepository, ClientsImport], exports: [ClientsRepository, ClientsImport] })
export class ClientsModule {}
