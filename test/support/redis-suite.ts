import { isRedisInstalled } from './redis-server.js';

const IS_INSTALLED = isRedisInstalled();

const suite: (name: string, body: () => void) => void = IS_INSTALLED ? describe : describe.skip;

/** As `describe`; where there is no `redis-server` the suite is skipped, and its name says why. */
export const describeWithRedis = (name: string, body: () => void): void => {
  suite(IS_INSTALLED ? name : `${name} (skipped: redis-server is not installed)`, body);
};
