import { Injectable } from '@nestjs/common';
import { readBearerSecret } from '../secrets/bearer-secret.js';
import { type SessionLink, SessionsRepository } from './sessions.repository.js';

/** How oidc-provider's session of a browser, and what was allowed in it, rest on the session here. */
@Injectable()
export class SessionLinks {
  constructor(private readonly sessions: SessionsRepository) {}

  /** @param cookie what the browser's session cookie holds; without a good session of this person nothing is noted */
  async note(cookie: string | undefined, link: SessionLink): Promise<void> {
    const secret = readBearerSecret(cookie ?? '');
    if (secret !== null) await this.sessions.link(secret.tenant, secret.hash, link);
  }

  /** Whether the cookie is that of a good session of this person, which is in use then. */
  async isUsedBy(cookie: string | undefined, userId: string): Promise<boolean> {
    const secret = readBearerSecret(cookie ?? '');
    return secret !== null && (await this.sessions.useOf(secret.tenant, secret.hash, userId));
  }
}
