import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { errorPage, signOutPageOfNobody } from '../oauth/pages.js';
import { SessionsService } from './sessions.service.js';

/** What signing out for a client means beyond oidc-provider, which knows of its own session alone. */
@Injectable()
export class SignOut {
  constructor(private readonly sessions: SessionsService) {}

  /** Also who has no session with a client may be signed in here: all are asked. */
  ask(context: KoaContextWithOIDC): void {
    const { session } = context.oidc;
    if (context.status === 200 && session?.accountId === undefined) signOutPageOfNobody(context);
  }

  /** Nobody is told to be signed out who is not. */
  async confirm(request: FastifyRequest, context: KoaContextWithOIDC): Promise<void> {
    if (context.status !== 303 || context.oidc.params?.logout === undefined) return;
    try {
      await this.sessions.endInBrowser(request);
      context.append('Set-Cookie', this.sessions.forgetting());
    } catch {
      context.remove('Location');
      context.status = 503;
      errorPage(context, {
        error: 'temporarily_unavailable',
        error_description: 'You could not be signed out here just now.',
      });
    }
  }
}
