import { isRedisInstalled } from '../support/redis-server.js';
import { command } from './table.fault.js';

/** One of each kind: a service, the database, the network, requests; and Redis, where there is one. */
const ROWS = [
  'governance-engine killed',
  'PostgreSQL killed',
  'way to constitutional-core resetting',
  'hash missing',
  ...(isRedisInstalled() ? ['Redis paused'] : []),
];

describe('rows of the failure table, under load', () => {
  it('lose and double nothing, allow nothing wrongly, and answer as the table says', async () => {
    const { figures, table, context } = await command.run({
      cycles: ROWS.length,
      seed: 20_261_130,
      only: ROWS.join(','),
      control: false,
      rate: null,
      progress: () => undefined,
    });
    const missed = figures.filter(({ ok }) => !ok).map(({ name, value }) => `${name} ${String(value)}`);
    expect([missed, table]).toStrictEqual([[], table]);
    const achieved = new Map(figures.map(({ name, value }) => [name, value]));
    expect(achieved.get('cycles')).toBe(ROWS.length);
    expect(achieved.get('acknowledged')).toBeGreaterThan(100);
    expect(context.frozen).toBeGreaterThan(0);
  });
});
