import { setTimeout as pause } from 'node:timers/promises';
import { REDIS_FAULTS } from '../redis-cycles.js';
import type { KillablePostgres } from '../killable-postgres.js';
import { allowing, present, type Row } from './row.js';

const LONGEST_AWAY_MILLISECONDS = 1500;
/** Longer than rules may be unconfirmed, now and then. */
const LONGEST_PAUSE_MILLISECONDS = 4000;
const LONGEST_FULL_MILLISECONDS = 2500;

const WITHOUT_POSTGRES = allowing({
  gateway: ['503', '504', 'rules-stale'],
  engine: ['503', 'rules-stale'],
});

const POSTGRES_ENDS: Readonly<Record<string, (postgres: KillablePostgres) => Promise<void>>> = {
  'PostgreSQL killed': (postgres) => postgres.kill(),
  'PostgreSQL restarted, fast': (postgres) => postgres.shutDown('fast'),
  'PostgreSQL restarted, immediate': (postgres) => postgres.shutDown('immediate'),
};

const ENDED: readonly Row[] = Object.entries(POSTGRES_ENDS).map(([name, end]) => ({
  name,
  failure: 'Postgres down; answer to COMMIT lost',
  allows: WITHOUT_POSTGRES,
  run: async ({ postgres }, random) => {
    await end(postgres);
    await pause(random() * LONGEST_AWAY_MILLISECONDS);
    await postgres.restart();
    return [];
  },
}));

const PAUSED: Row = {
  name: 'PostgreSQL paused',
  failure: 'Postgres down; answer to COMMIT lost',
  allows: WITHOUT_POSTGRES,
  run: async ({ postgres }, random) => {
    const wake = await postgres.pause();
    await pause(random() * LONGEST_PAUSE_MILLISECONDS);
    wake();
    return [];
  },
};

const FULL: Row = {
  name: 'disk full',
  failure: 'Postgres down; answer to COMMIT lost',
  needs: 'disk',
  allows: WITHOUT_POSTGRES,
  run: async ({ postgres, disk }, random) => {
    await present(disk).fill();
    await pause(random() * LONGEST_FULL_MILLISECONDS);
    await present(disk).empty();
    // Without room for its log PostgreSQL ends; where it has not, it is left as it is.
    await postgres.restart();
    return [];
  },
};

const REDIS: readonly Row[] = REDIS_FAULTS.map(({ name, begin, end }): Row => ({
  name: `Redis ${name}`,
  failure: 'Redis down, slow, or flushed',
  needs: 'redis',
  allows: allowing(),
  run: async ({ redis }, random) => {
    await begin(present(redis));
    await pause(random() * LONGEST_AWAY_MILLISECONDS);
    await end(present(redis));
    return [];
  },
}));

export const STORAGE_ROWS: readonly Row[] = [...ENDED, PAUSED, FULL, ...REDIS];
