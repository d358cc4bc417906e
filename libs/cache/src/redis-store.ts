import type { SharedRedis } from '@acgs/redis';
import { redisInsStore } from 'cache-manager-ioredis-yet';
import type { KeyvStoreAdapter, StoredData } from 'keyv';

/** What of the store is used; its own types are those of an older cache-manager. */
interface Store {
  get(key: string): Promise<unknown>;
  set(key: string, value: string, ttlMilliseconds?: number): Promise<void>;
  del(key: string): Promise<void>;
}

/**
 * The Redis store of cache-manager as an adapter of Keyv, on the shared client and within its bounds. It is given texts
 * that Keyv has made, and takes nothing else back: the store's own format turns some strings into something else.
 */
export class RedisStore implements KeyvStoreAdapter {
  readonly opts = {};
  namespace?: string;
  private readonly store: Store | null;

  constructor(private readonly redis: SharedRedis) {
    this.store = redis.client === null ? null : (redisInsStore(redis.client) as unknown as Store);
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    const text = await this.run((store) => store.get(key));
    return typeof text === 'string' ? (text as StoredData<Value>) : undefined;
  }

  async set(key: string, text: string, ttlMilliseconds?: number): Promise<void> {
    await this.run((store) => store.set(key, text, ttlMilliseconds));
  }

  async delete(key: string): Promise<boolean> {
    await this.run((store) => store.del(key));
    return true;
  }

  /** Redis is not the cache's alone: nothing is flushed. */
  clear(): Promise<void> {
    return Promise.resolve();
  }

  on(): this {
    return this;
  }

  private async run<Result>(work: (store: Store) => Promise<Result>): Promise<Result | undefined> {
    const { store } = this;
    return store === null ? undefined : this.redis.run(() => work(store));
  }
}
