import { Module } from '@nestjs/common';
import { ErasureRecordsModule } from '../erasure-records/erasure-records.module.js';
import { ErasuresController } from './erasures.controller.js';
import { ErasuresService } from './erasures.service.js';

@Module({ imports: [ErasureRecordsModule], controllers: [ErasuresController], providers: [ErasuresService] })
export class ErasuresModule {}
