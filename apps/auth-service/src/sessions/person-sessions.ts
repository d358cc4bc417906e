import type { CallerIdentity } from '@acgs/access';
import type { Session, SessionPage, UuidPageQuery } from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import type { SessionRow } from '../session-records/sessions.repository.js';
import { UsersRepository } from '../user-records/users.repository.js';
import { UserNotFoundError } from '../users/user.errors.js';
import { NoPersonError, NoSignInError, SessionNotFoundError } from './session.errors.js';
import { SessionsService } from './sessions.service.js';

/** Sessions over the API: of the caller, and of others for administrators. An agent that acts for a person has no say in them. */
@Injectable()
export class PersonSessions {
  constructor(
    private readonly sessions: SessionsService,
    private readonly users: UsersRepository,
  ) {}

  /** @throws NoPersonError */
  async listOwn(caller: CallerIdentity, query: UuidPageQuery): Promise<SessionPage> {
    requirePerson(caller);
    return this.list(caller, caller.subject, query);
  }

  /** @throws UserNotFoundError */
  async listOf(caller: CallerIdentity, userId: string, query: UuidPageQuery): Promise<SessionPage> {
    await this.requireUser(caller, userId);
    return this.list(caller, userId, query);
  }

  /** @throws NoPersonError, NoSignInError, SessionNotFoundError */
  async endOwn(caller: CallerIdentity, sessionId: string): Promise<void> {
    requireMayEnd(caller);
    const person = { tenant: caller.tenant, id: caller.subject };
    if (!(await this.sessions.end(person, sessionId, caller.actor))) throw new SessionNotFoundError();
  }

  /** All but the one that the token rests on. @throws NoPersonError, NoSignInError */
  async endOthers(caller: CallerIdentity): Promise<void> {
    requireMayEnd(caller);
    const { tenant, subject: id, grantId } = caller;
    await this.sessions.endOthers({ tenant, id }, (session) => restsOn(session, grantId), caller.actor);
  }

  /** @throws UserNotFoundError */
  async endAllOf(caller: CallerIdentity, userId: string): Promise<void> {
    await this.requireUser(caller, userId);
    await this.sessions.endAll({ tenant: caller.tenant, id: userId }, caller.actor);
  }

  private async list(
    { tenant, grantId }: CallerIdentity,
    id: string,
    { cursor, limit }: UuidPageQuery,
  ): Promise<SessionPage> {
    const rows = await this.sessions.list({ tenant, id }, cursor ?? null, limit);
    return pageFrom(
      rows,
      limit,
      (row) => sessionOf(row, grantId),
      (row) => row.id,
    );
  }

  private async requireUser({ tenant }: CallerIdentity, userId: string): Promise<void> {
    if ((await this.users.find(tenant, userId)) === null) throw new UserNotFoundError();
  }
}

function requirePerson({ principal, actor, subject }: CallerIdentity): void {
  if (principal !== 'person' || actor !== subject) throw new NoPersonError();
}

/** A client that only asked who somebody is was allowed nothing, and an API key rests on no session. */
function requireMayEnd(caller: CallerIdentity): void {
  requirePerson(caller);
  if (caller.authTime === null || caller.permissions.size === 0) throw new NoSignInError();
}

const restsOn = ({ grantIds }: SessionRow, grantId: string | null): boolean =>
  grantId !== null && grantIds.includes(grantId);

const sessionOf = (row: SessionRow, grantId: string | null): Session => ({
  id: row.id,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  authTime: row.authTime.toISOString(),
  acr: row.acr,
  amr: [...row.amr],
  userAgent: row.userAgent,
  current: restsOn(row, grantId),
});
