import { Injectable } from '@nestjs/common';
import { readBearerSecret } from '../secrets/bearer-secret.js';
import { SessionsRepository } from './sessions.repository.js';

/** Which grants rest on which session, so that they end with it. */
@Injectable()
export class SessionLinks {
  constructor(private readonly sessions: SessionsRepository) {}

  /** @param cookie what the browser's session cookie holds; without a session that is good nothing is noted */
  async note(cookie: string | undefined, oauthUid: string, grantId: string | null): Promise<void> {
    const secret = readBearerSecret(cookie ?? '');
    if (secret !== null) await this.sessions.link(secret.tenant, secret.hash, oauthUid, grantId);
  }
}
