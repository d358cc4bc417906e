import { Module } from '@nestjs/common';
import { UserAccounts } from './user-accounts.js';
import { UsersRepository } from './users.repository.js';

/** Persons for those who only look them up. */
@Module({ providers: [UserAccounts, UsersRepository], exports: [UserAccounts, UsersRepository] })
export class UserRecordsModule {}
