import { addressKey } from '@acgs/throttling';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FormTokens } from '../pages/form-tokens.js';
import type { Redirect } from '../pages/page.js';
import type { SessionRow } from '../session-records/sessions.repository.js';
import { SIGN_IN_PATH } from '../sessions/account-path.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { type UserRow, UsersRepository } from '../user-records/users.repository.js';

export interface Visitor {
  readonly user: UserRow;
  readonly session: SessionRow;
  /** What the forms of this session are tied to. */
  readonly owner: string;
  /** What they hold. */
  readonly formToken: string;
  /** Of the network. */
  readonly address: string;
}

export const TO_SIGN_IN: Redirect = { redirectTo: SIGN_IN_PATH };

/** Who looks at a page of the own account. */
@Injectable()
export class SignedInVisitor {
  constructor(
    private readonly sessions: SessionsService,
    private readonly users: UsersRepository,
    private readonly formTokens: FormTokens,
  ) {}

  /** Null for nobody, who signs in first. */
  async of(request: FastifyRequest): Promise<Visitor | null> {
    const session = await this.sessions.current(request);
    const user = session === null ? null : await this.users.find(session.tenant, session.userId);
    if (session === null || user === null) return null;
    const owner = `session:${session.id}`;
    return { user, session, owner, formToken: this.formTokens.of(owner), address: addressKey(request) };
  }

  /** The same for a form. @throws ForeignFormError when the form is not one of this session */
  async withForm(request: FastifyRequest, form: string): Promise<Visitor | null> {
    const visitor = await this.of(request);
    if (visitor !== null) this.formTokens.check(visitor.owner, form);
    return visitor;
  }
}
