import type { Adapter, AdapterPayload } from 'oidc-provider';
import { InvalidGrant, InvalidRequestUri } from 'oidc-provider/lib/helpers/errors.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import { RecordsUnavailableError } from './oauth.errors.js';
import type { OAuthRecordsRepository } from './oauth-records.repository.js';
import type { TokenFamilies } from './token-families.js';

/**
 * Keeps one model of oidc-provider in PostgreSQL. The library looks whether a code or token was consumed and consumes it
 * in a second step; here the second step decides, so that of many at the same time one gets through.
 */
export class RecordsAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly records: OAuthRecordsRepository,
    private readonly families: TokenFamilies,
  ) {}

  upsert(id: string, payload: AdapterPayload, ttlSeconds = 0): Promise<void> {
    return available(this.records.save(this.model, id, withoutSecrets(payload), ttlSeconds));
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const record = await available(this.records.find(this.model, id));
    if (record === null) return undefined;
    return { ...record.payload, jti: id, ...(record.consumed ? { consumed: true } : {}) };
  }

  /** Without its identifier, which nobody can give who has not got it. */
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return (await available(this.records.findByUid(this.model, uid)))?.payload;
  }

  findByUserCode(): Promise<never> {
    return Promise.reject(new Error('there are no user codes'));
  }

  /** @throws InvalidGrant, InvalidRequestUri when it was used already; its family has ended then */
  async consume(id: string): Promise<void> {
    const { model, records, families } = this;
    if (await available(records.consume(model, id))) return;
    if (model === 'PushedAuthorizationRequest') throw new InvalidRequestUri('it was used already');
    const record = await available(records.find(model, id));
    const grantId = record?.payload.grantId;
    if (grantId !== undefined) await available(families.end(grantId, 'reuse'));
    throw new InvalidGrant('it was used already');
  }

  destroy(id: string): Promise<void> {
    return this.model === 'Grant' ? this.revokeByGrantId(id) : available(this.records.delete(this.model, id));
  }

  revokeByGrantId(grantId: string): Promise<void> {
    return available(this.families.end(grantId, isReuse() ? 'reuse' : 'revoked'));
  }
}

/** At the token endpoint nobody asks for an end. */
const isReuse = (): boolean => Provider.ctx?.oidc.route === 'token';

/** The name of a record is known by its hash alone; that of a session is kept nowhere else either. */
function withoutSecrets(payload: AdapterPayload): AdapterPayload {
  const kept = { ...payload, session: payload.session && { ...payload.session } };
  delete kept.jti;
  delete kept.session?.cookie;
  return kept;
}

async function available<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    throw new RecordsUnavailableError({ cause });
  }
}
