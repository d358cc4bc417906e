import { Module } from '@nestjs/common';
import { ExpiredValues } from './expired-values.js';

@Module({ providers: [ExpiredValues] })
export class RetentionModule {}
