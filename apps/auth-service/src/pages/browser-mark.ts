import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { type Cookie, cookieAt, readCookie, setCookie } from './cookies.js';
import { ForeignFormError } from './page.errors.js';

const COOKIE = { name: 'acgs_browser', path: '/api/v1/auth', sameSite: 'Strict' } as const;
const FORM = /^[A-Za-z0-9_-]{22}$/;
const ONE_HOUR = 3600;

/** Tells browsers apart before anybody has signed in, so that a form of one is none of another. */
@Injectable()
export class BrowserMark {
  private readonly cookie: Cookie;

  constructor(@Inject(AUTH_SETTINGS) { AUTH_ISSUER }: AuthSettings) {
    this.cookie = cookieAt(AUTH_ISSUER, COOKIE);
  }

  /** The browser's, or a new one that it keeps for an hour. */
  give(request: FastifyRequest, reply: FastifyReply): string {
    const known = this.markIn(request);
    if (known !== null) return known;
    const mark = randomBytes(16).toString('base64url');
    setCookie(reply, this.cookie, mark, ONE_HOUR);
    return mark;
  }

  /** @throws ForeignFormError in a browser that has none */
  require(request: FastifyRequest): string {
    const mark = this.markIn(request);
    if (mark === null) throw new ForeignFormError();
    return mark;
  }

  private markIn(request: FastifyRequest): string | null {
    const mark = readCookie(request, this.cookie.name);
    return mark !== null && FORM.test(mark) ? mark : null;
  }
}
