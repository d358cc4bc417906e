import type { Check } from '../check.js';
import { CLOCKS } from './clocks.js';
import { CONNECTIONS } from './connections.js';
import { CONSTITUTIONAL_HASHES } from './constitutional-hashes.js';
import { DATABASE } from './database.js';
import { DISK } from './disk.js';
import { KEYS } from './keys.js';
import { LOG } from './log.js';
import { MIGRATIONS_RUN } from './migrations-run.js';
import { REDIS } from './redis.js';
import { REPLICA } from './replica.js';
import { RULES } from './rules.js';
import { SERVICES_READY } from './services-ready.js';
import { VERSIONS } from './versions.js';

/** In the order in which they are told: what others depend on first. */
export const CHECKS: readonly Check[] = [
  SERVICES_READY,
  DATABASE,
  REPLICA,
  MIGRATIONS_RUN,
  VERSIONS,
  CONSTITUTIONAL_HASHES,
  CLOCKS,
  DISK,
  CONNECTIONS,
  REDIS,
  RULES,
  LOG,
  KEYS,
];
