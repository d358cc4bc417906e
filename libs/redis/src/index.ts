export { RedisModule } from './redis.module.js';
export { RedisUnavailableError } from './redis.errors.js';
export { redisVariables } from './redis.variables.js';
export { SharedRedis } from './shared-redis.js';
