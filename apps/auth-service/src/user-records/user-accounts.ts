import type { Role } from '@acgs/contracts';
import { Injectable } from '@nestjs/common';
import { UsersRepository } from './users.repository.js';

/** A person, as tokens and clients know one. */
export interface Account {
  readonly id: string;
  readonly tenant: string;
  readonly roles: readonly Role[];
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
}

/** Persons as the authorization server knows them. Their addresses are verified: the invitation came there. */
@Injectable()
export class UserAccounts {
  constructor(private readonly users: UsersRepository) {}

  /** Null for whoever may not sign in, too: one that is gone or disabled gets no further token. */
  async find(id: string): Promise<Account | null> {
    const user = UUID.test(id) ? await this.users.findById(id) : null;
    if (user?.disabledAt !== null) return null;
    const { tenant, roles, email, name } = user;
    return { id, tenant, roles, email, emailVerified: true, name };
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
