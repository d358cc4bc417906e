import { Module } from '@nestjs/common';
import { PoliciesRepository } from './policies.repository.js';

/** For the rule sets, on which the rest of this folder builds. */
@Module({ providers: [PoliciesRepository], exports: [PoliciesRepository] })
export class PolicyRecordsModule {}
