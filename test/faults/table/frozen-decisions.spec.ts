import { wronglyAllowedOrFrozen } from './frozen-decisions.js';
import type { Exchange } from './exchange.js';
import type { FreezeTimes, Given, History } from './history.js';

const FRESHNESS = 2000;
const FREEZE: FreezeTimes = {
  reason: 'freeze 1',
  askedAt: 900,
  placedAt: 1000,
  liftAskedAt: 8000,
  liftedAt: 8100,
};
const BINDS = FREEZE.placedAt + FRESHNESS;
const FORGOTTEN = FREEZE.liftedAt + FRESHNESS;

interface Case {
  readonly asked?: number;
  readonly answered?: number;
  readonly ending?: string;
  readonly given?: Partial<Given>;
  readonly freeze?: Partial<FreezeTimes>;
  readonly repeated?: Exchange;
}

function kindsOf({
  asked = 0,
  answered = asked + 10,
  ending = '200',
  given,
  freeze,
  repeated,
}: Case): string[] {
  const first: Exchange = { key: 'a', target: 'gateway', sentAt: asked, endedAt: answered, ending };
  const history: History = {
    exchanges: repeated === undefined ? [first] : [first, repeated],
    windows: [],
    changes: [],
    freezes: [{ ...FREEZE, ...freeze }],
    given: [
      {
        key: 'a',
        decisionId: 'decision-a',
        outcome: 'allow',
        pinned: { gate: 1, constitution: 1 },
        reproduced: null,
        isFreezable: true,
        frozenBy: null,
        ...given,
      },
    ],
    revokedUses: [],
    freshness: FRESHNESS,
    revocation: 0,
  };
  return wronglyAllowedOrFrozen(history).map(({ kind }) => kind);
}

const FROZEN = { outcome: 'deny', frozenBy: FREEZE.reason };

describe('wronglyAllowedOrFrozen', () => {
  it('finds an allow from the bound on, and none before', () => {
    expect(kindsOf({ asked: BINDS - 1 })).toStrictEqual([]);
    expect(kindsOf({ asked: BINDS })).toStrictEqual(['wrong.allow']);
  });

  it('finds it until somebody asks to lift the freeze', () => {
    expect(kindsOf({ asked: 7000, answered: FREEZE.liftAskedAt })).toStrictEqual(['wrong.allow']);
    expect(kindsOf({ asked: 7000, answered: FREEZE.liftAskedAt + 1 })).toStrictEqual([]);
  });

  it.each<[string, Case]>([
    ['was denied by rules', { given: { outcome: 'deny' } }],
    ['was asked for with something else', { given: { isFreezable: false } }],
    ['had no answer before the freeze was lifted', { ending: 'broken' }],
    ['was covered by a freeze that nobody was told of', { freeze: { placedAt: Infinity } }],
  ])('lets pass what %s', (_, change) => {
    expect(kindsOf({ asked: 5000, ...change })).toStrictEqual([]);
  });

  it('goes by the first request and the first answer of a key', () => {
    const again = { key: 'a', target: 'gateway' as const, endedAt: 9000, ending: '200' };
    expect(kindsOf({ asked: BINDS - 1, repeated: { ...again, sentAt: 5000 } })).toStrictEqual([]);
    expect(kindsOf({ asked: 5000, repeated: { ...again, sentAt: 8999 } })).toStrictEqual(['wrong.allow']);
  });

  it('takes a denial by the freeze from when it was asked for until the bound after it was lifted', () => {
    const given = FROZEN;
    expect(kindsOf({ given, asked: 880, answered: FREEZE.askedAt - 1 })).toStrictEqual(['failed']);
    expect(kindsOf({ given, asked: 880, answered: FREEZE.askedAt })).toStrictEqual([]);
    expect(kindsOf({ given, asked: FORGOTTEN - 1 })).toStrictEqual([]);
    expect(kindsOf({ given, asked: FORGOTTEN })).toStrictEqual(['failed']);
  });

  it.each<[string, Partial<Given>, string]>([
    ['a denial by a freeze that nobody placed', { frozenBy: 'freeze 2' }, 'failed'],
    ['a denial of what the freeze does not cover', { isFreezable: false }, 'failed'],
    ['an allow with a freeze for its reason', { outcome: 'allow' }, 'wrong.allow'],
  ])('finds %s', (_, change, kind) => {
    expect(kindsOf({ asked: 5000, given: { ...FROZEN, ...change } })).toStrictEqual([kind]);
  });
});
