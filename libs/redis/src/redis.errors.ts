export type RedisFailure = 'timeout' | 'connection' | 'reply';

/** Redis can't be used now. Never reaches a caller of the API: whoever asked Redis goes on with what it has itself. */
export class RedisUnavailableError extends Error {
  constructor(options?: ErrorOptions) {
    super('Redis is not available', options);
    this.name = 'RedisUnavailableError';
  }
}
