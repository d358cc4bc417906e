import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AUTH_SETTINGS, type AuthSettings } from '../config.js';
import { ForeignFormError } from './page.errors.js';

/** Forms come from our own pages: browsers say so in `Origin` (RFC 6454, section 7), and a form without it is refused. */
@Injectable()
export class SameOriginGuard implements CanActivate {
  private readonly origin: string;

  constructor(@Inject(AUTH_SETTINGS) { AUTH_ISSUER }: AuthSettings) {
    this.origin = new URL(AUTH_ISSUER).origin;
  }

  canActivate(context: ExecutionContext): boolean {
    const { method, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (method !== 'POST' || headers.origin === this.origin) return true;
    throw new ForeignFormError();
  }
}
