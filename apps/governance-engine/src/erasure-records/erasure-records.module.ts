import { Module } from '@nestjs/common';
import { LegalHoldsModule } from '../legal-holds/legal-holds.module.js';
import { ErasuresRepository } from './erasures.repository.js';

@Module({ imports: [LegalHoldsModule], providers: [ErasuresRepository], exports: [ErasuresRepository] })
export class ErasureRecordsModule {}
