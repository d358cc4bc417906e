import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { readCookie, setCookie } from './cookies.js';
import { ForeignFormError } from './page.errors.js';

const COOKIE = 'acgs_browser';
const FORM = /^[A-Za-z0-9_-]{22}$/;
const ONE_HOUR = 3600;

/** Tells browsers apart before anybody has signed in, so that a form of one is none of another. */
@Injectable()
export class BrowserMark {
  private readonly secure: boolean;

  constructor(@Inject(AUTH_SETTINGS) { AUTH_ISSUER }: AuthSettings) {
    this.secure = AUTH_ISSUER.startsWith('https:');
  }

  /** The browser's, or a new one that it keeps for an hour. */
  give(request: FastifyRequest, reply: FastifyReply): string {
    const known = markIn(request);
    if (known !== null) return known;
    const mark = randomBytes(16).toString('base64url');
    const options = {
      path: '/api/v1/auth',
      sameSite: 'Strict',
      secure: this.secure,
      maxAgeSeconds: ONE_HOUR,
    } as const;
    setCookie(reply, COOKIE, mark, options);
    return mark;
  }

  /** @throws ForeignFormError in a browser that has none */
  require(request: FastifyRequest): string {
    const mark = markIn(request);
    if (mark === null) throw new ForeignFormError();
    return mark;
  }
}

function markIn(request: FastifyRequest): string | null {
  const mark = readCookie(request, COOKIE);
  return mark !== null && FORM.test(mark) ? mark : null;
}
