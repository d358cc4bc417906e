import { Injectable } from '@nestjs/common';
import type { Account, Accounts } from '../oauth/accounts.js';
import { UsersRepository } from './users.repository.js';

/** Persons as the authorization server knows them. Their addresses are verified: the invitation came there. */
@Injectable()
export class UserAccounts implements Accounts {
  constructor(private readonly users: UsersRepository) {}

  async find(id: string): Promise<Account | null> {
    const user = UUID.test(id) ? await this.users.findById(id) : null;
    if (user?.disabledAt !== null) return null;
    const { tenant, roles, email, name } = user;
    return { id, tenant, roles, email, emailVerified: true, name };
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
