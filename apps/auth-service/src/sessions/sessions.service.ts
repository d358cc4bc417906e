import { newUuidV7 } from '@acgs/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { Grants } from '../oauth/grants.js';
import { type Cookie, cookieLine, readCookie, setCookie } from '../pages/cookies.js';
import { type BearerSecret, newBearerSecret, readBearerSecret } from '../secrets/bearer-secret.js';
import { SecurityEvents } from '../security-events/security-events.js';
import { type Person, SessionEndings } from '../session-endings/session-endings.js';
import { sessionCookieAt } from '../session-records/session-cookie.js';
import { type SessionRow, SessionsRepository } from '../session-records/sessions.repository.js';
import { type KnownUser, UsersRepository } from '../user-records/users.repository.js';
import { SignInOverError } from './session.errors.js';

const USER_AGENT_MOST = 200;
const SESSIONS_LOOKED_AT = 500;

export interface FreshSignIn {
  /** As read before the password or code was looked at. */
  readonly person: KnownUser;
  readonly acr: string;
  readonly amr: readonly string[];
}

/** Where a person is signed in at auth-service itself. */
@Injectable()
export class SessionsService {
  private readonly cookie: Cookie;
  private readonly lifeSeconds: number;

  constructor(
    private readonly database: DataSource,
    private readonly repository: SessionsRepository,
    private readonly users: UsersRepository,
    private readonly endings: SessionEndings,
    private readonly grants: Grants,
    private readonly events: SecurityEvents,
    @Inject(AUTH_SETTINGS) { AUTH_ISSUER, AUTH_SESSION_TTL_SECONDS }: AuthSettings,
  ) {
    this.lifeSeconds = AUTH_SESSION_TTL_SECONDS;
    this.cookie = sessionCookieAt(AUTH_ISSUER);
  }

  /**
   * A new session under a new name; the one that the browser had ends. What clients were allowed in it, or in sessions that have
   * expired, rests on the new one when the person is the same, and ends with it when not. Gives the time of the sign-in.
   *
   * @throws SignInOverError when the password is another one meanwhile, or the person is disabled
   */
  async begin(
    { person, acr, amr }: FreshSignIn,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Date> {
    const { tenant, id: userId } = person;
    const before = this.secretIn(request);
    const secret = newBearerSecret(tenant);
    const authTime = new Date();
    const session = {
      tenant,
      userId,
      id: newUuidV7(),
      tokenHash: secret.hash,
      acr,
      amr,
      userAgent: userAgentOf(request),
      authTime,
      expiresAt: new Date(authTime.getTime() + this.lifeSeconds * 1000),
    };
    await this.database.transaction(async (transaction) => {
      if (!(await this.users.isUnchanged(person, transaction))) throw new SignInOverError();
      const replaced =
        before && (await this.repository.deleteByToken(before.tenant, before.hash, transaction));
      const isOwn = replaced?.tenant === tenant && replaced.userId === userId;
      const expired = await this.repository.deleteExpiredOf(tenant, userId, transaction);
      const left = (isOwn ? [replaced, ...expired] : expired).flatMap(({ grantIds }) => grantIds);
      const grantIds = await this.grants.living(left, transaction);
      const oauthUid = isOwn ? replaced.oauthUid : null;
      await this.repository.insert({ ...session, oauthUid, grantIds }, transaction);
      const detail = { session: session.id, acr, amr };
      await this.events.record(
        { tenant, kind: 'sign-in', subject: userId, actor: userId, detail },
        transaction,
      );
      if (replaced !== null && !isOwn) await this.ended(replaced, userId, transaction);
    });
    setCookie(reply, this.cookie, secret.text, this.lifeSeconds);
    return authTime;
  }

  /** Of the browser that asks; null when it has none that is good. */
  async current(request: FastifyRequest): Promise<SessionRow | null> {
    const secret = this.secretIn(request);
    return secret === null ? null : this.repository.use(secret.tenant, secret.hash);
  }

  /** Newest first; one more than asked for, when there is one. */
  list({ tenant, id }: Person, before: string | null, limit: number): Promise<SessionRow[]> {
    return this.repository.list(tenant, id, before, limit);
  }

  /** Ends one with all tokens that rest on it; false when the person has no such session. */
  end({ tenant, id: userId }: Person, sessionId: string, actor: string): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const session = await this.repository.delete(tenant, userId, sessionId, transaction);
      if (session === null) return false;
      await this.ended(session, actor, transaction);
      return true;
    });
  }

  /** Ends the one of the browser that asks, if it has one, with all tokens that rest on it. */
  async endInBrowser(request: FastifyRequest): Promise<void> {
    const secret = this.secretIn(request);
    if (secret === null) return;
    await this.database.transaction(async (transaction) => {
      const session = await this.repository.deleteByToken(secret.tenant, secret.hash, transaction);
      if (session !== null) await this.ended(session, session.userId, transaction);
    });
  }

  /** Ends every one, with every token of the person. */
  endAll(person: Person, actor: string): Promise<void> {
    return this.endAllBut(person, null, actor);
  }

  /** Ends all but the one that `isKept`, with all that clients were allowed elsewhere, and every token of the person. */
  async endOthers(person: Person, isKept: (session: SessionRow) => boolean, actor: string): Promise<void> {
    const sessions = await this.repository.list(person.tenant, person.id, null, SESSIONS_LOOKED_AT);
    await this.endAllBut(person, sessions.find(isKept)?.id ?? null, actor);
  }

  /** Takes the cookie away. */
  forget(reply: FastifyReply): void {
    void reply.header('Set-Cookie', this.forgetting());
  }

  /** What `Set-Cookie` says to take the cookie away. */
  forgetting(): string {
    return cookieLine(this.cookie, '', 0);
  }

  private secretIn(request: FastifyRequest): BearerSecret | null {
    return readBearerSecret(readCookie(request, this.cookie.name) ?? '');
  }

  private async ended(session: SessionRow, actor: string, transaction: EntityManager): Promise<void> {
    const { tenant, userId: subject, id } = session;
    const event = { tenant, kind: 'session-revoked', subject, actor, detail: { session: id } } as const;
    await this.events.record(event, transaction);
    await this.endings.endGrantsOf(session, transaction);
  }

  private async endAllBut(person: Person, exceptId: string | null, actor: string): Promise<void> {
    const { tenant, id: subject } = person;
    await this.database.transaction(async (transaction) => {
      const detail = { session: 'all', except: exceptId };
      await this.events.record({ tenant, kind: 'session-revoked', subject, actor, detail }, transaction);
      if (exceptId === null) await this.endings.endAllOf(person, transaction);
      else await this.endings.endOthersOf(person, exceptId, transaction);
    });
  }
}

const userAgentOf = ({ headers }: FastifyRequest): string =>
  (headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '?').slice(0, USER_AGENT_MOST);
