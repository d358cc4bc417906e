import type { Exchange } from '../table/exchange.js';
import type { FaultWindow } from '../table/fault-windows.js';
import { allowing } from '../table/row.js';
import { wrongOthers } from './other-requests-checker.js';

const KILLED = allowing({ gateway: ['502', '503', '504', 'rules-stale'] });
const window = (row: string, allows = allowing()): FaultWindow => ({ row, from: 1000, to: 2000, allows });
const asked = (service: string, ending: string, sentAt = 1500): Exchange => ({
  key: `${service} /path`,
  target: 'rules',
  sentAt,
  endedAt: sentAt + 10,
  ending,
});

describe('wrongOthers', () => {
  it.each<[string, FaultWindow, Exchange]>([
    ['a service that is killed', window('constitutional-core killed'), asked('constitutional-core', '502')],
    [
      'an engine that is killed',
      window('governance-engine killed', KILLED),
      asked('governance-engine', '503'),
    ],
    [
      'a way that is half-open',
      window('way to constitutional-core half-open'),
      asked('constitutional-core', '504'),
    ],
    ['a sequencer that stands still', window('two sequencers'), asked('integrity-service', '504')],
    ['a database that is away', window('PostgreSQL killed', KILLED), asked('auth-service', '503')],
    [
      'a gateway that is away',
      window('api-gateway ended', allowing({ gateway: ['refused'] })),
      asked('ec-service', 'refused'),
    ],
    ['nothing, for an answer', window('Redis killed'), asked('ec-service', '200')],
  ])('allows %s', (_, broken, exchange) => {
    expect(wrongOthers([exchange], [broken])).toStrictEqual([]);
  });

  it.each<[string, FaultWindow, Exchange]>([
    [
      'another service is killed',
      window('governance-engine killed', KILLED),
      asked('constitutional-core', '503'),
    ],
    ['Redis is away', window('Redis killed'), asked('governance-engine', '503')],
    ['it says no more than 500', window('auth-service killed'), asked('auth-service', '500')],
    [
      'it does not say when to come again',
      window('ec-service killed'),
      asked('ec-service', '503 without Retry-After'),
    ],
    ['it has recovered', window('ec-service killed'), asked('ec-service', '503', 3000)],
  ])('finds an answer that is wrong because %s', (_, broken, exchange) => {
    expect(wrongOthers([exchange], [broken])).toHaveLength(1);
  });
});
