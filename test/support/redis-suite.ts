import { isRedisInstalled } from './redis-server.js';

/** As `describe`; where there is no `redis-server` the suite is skipped, and its name says why. */
export const describeWithRedis = (name: string, body: () => void): void => {
  if (isRedisInstalled()) describe(name, body);
  else describe.skip(`${name} (skipped: redis-server is not installed)`, body);
};
