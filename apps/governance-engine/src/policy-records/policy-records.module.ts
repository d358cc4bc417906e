import { Module } from '@nestjs/common';
import { PoliciesRepository } from './policies.repository.js';

/** Policies for those who only read them. */
@Module({ providers: [PoliciesRepository], exports: [PoliciesRepository] })
export class PolicyRecordsModule {}
