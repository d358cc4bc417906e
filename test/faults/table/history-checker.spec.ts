import fc from 'fast-check';
import type { Exchange } from './exchange.js';
import type { FaultWindow } from './fault-windows.js';
import type { Given, History } from './history.js';
import { violationsOf } from './history-checker.js';

const NONE = { gateway: [], linked: [], engine: [], rules: [] };
const KILLED: FaultWindow = {
  row: 'engine killed',
  from: 1000,
  to: 2000,
  allows: { ...NONE, gateway: ['503', 'broken'] },
};

const exchange = (change: Partial<Exchange> = {}): Exchange => ({
  key: 'a',
  target: 'gateway',
  sentAt: 100,
  endedAt: 110,
  ending: '200',
  ...change,
});

const given = (change: Partial<Given> = {}): Given => ({
  key: 'a',
  decisionId: 'decision-a',
  outcome: 'allow',
  pinned: { gate: 1, constitution: 1 },
  reproduced: 'allow',
  isFreezable: false,
  frozenBy: null,
  ...change,
});

const history = (change: Partial<History> = {}): History => ({
  exchanges: [exchange()],
  windows: [KILLED],
  changes: [{ of: 'gate' as const, number: 1, acknowledgedAt: 0 }],
  freezes: [],
  given: [given()],
  revokedUses: [],
  freshness: 2000,
  revocation: 5000,
  ...change,
});

const kindsOf = (change: Partial<History>): string[] =>
  violationsOf(history(change)).map(({ kind, row }) => `${kind} ${row}`);

describe('violationsOf', () => {
  it('finds nothing in a history in which all was as promised', () => {
    const exchanges = [
      exchange(),
      exchange({ sentAt: 900, endedAt: 1000, ending: '503' }),
      exchange({ sentAt: 2000, endedAt: 2500, ending: 'broken' }),
    ];
    expect(violationsOf(history({ exchanges }))).toStrictEqual([]);
  });

  it.each<[string, Partial<Exchange>, string]>([
    ['a refusal before anything was broken', { sentAt: 900, endedAt: 999, ending: '503' }, 'nothing'],
    ['a refusal after all had recovered', { sentAt: 2001, endedAt: 2010, ending: '503' }, 'nothing'],
    ['a status that is not allowed then', { sentAt: 1500, endedAt: 1510, ending: '500' }, KILLED.row],
    [
      'a refusal on a way that was not broken',
      { sentAt: 1500, endedAt: 1510, ending: '503', target: 'engine' },
      KILLED.row,
    ],
    [
      'a refusal without Retry-After',
      { sentAt: 1500, endedAt: 1510, ending: '503 without Retry-After' },
      KILLED.row,
    ],
    ['a wrong answer', { ending: 'wrong answer' }, 'nothing'],
  ])('finds %s', (_, change, row) => {
    expect(kindsOf({ exchanges: [exchange(), exchange({ key: 'b', ...change })] })).toStrictEqual([
      `failed ${row}`,
    ]);
  });

  it('adds up what two faults at the same time allow', () => {
    const second = { ...KILLED, row: 'Redis', from: 1400, to: 1600, allows: NONE };
    const exchanges = [exchange({ sentAt: 1500, endedAt: 1510, ending: '503' })];
    expect(violationsOf(history({ exchanges, windows: [KILLED, second] }))).toStrictEqual([]);
  });

  describe('with a change of the rules that is acknowledged at 1000', () => {
    const changes = [
      { of: 'gate' as const, number: 1, acknowledgedAt: 0 },
      { of: 'gate' as const, number: 2, acknowledgedAt: 1000 },
    ];
    const sentAt = (time: number): Partial<History> => ({
      changes,
      exchanges: [exchange({ sentAt: time, endedAt: time + 10 })],
    });

    it('lets the old rules decide until the bound is over, and no longer', () => {
      expect(kindsOf(sentAt(2999))).toStrictEqual([]);
      expect(kindsOf(sentAt(3000))).toStrictEqual(['wrong.allow nothing']);
    });

    it('finds a denial by old rules, too', () => {
      expect(
        kindsOf({ ...sentAt(3000), given: [given({ outcome: 'deny', reproduced: 'deny' })] }),
      ).toStrictEqual(['failed nothing']);
    });

    it('takes the new rules, and those after them, at any time', () => {
      for (const activation of [2, 3])
        expect(
          kindsOf({ ...sentAt(3000), given: [given({ pinned: { gate: activation, constitution: 1 } })] }),
        ).toStrictEqual([]);
    });

    it('takes a denial that pins no rules, and no allow that pins none', () => {
      const none = { pinned: null, reproduced: null };
      expect(kindsOf({ ...sentAt(3000), given: [given({ outcome: 'deny', ...none })] })).toStrictEqual([]);
      expect(kindsOf({ given: [given({ outcome: 'allow', ...none })] })).toStrictEqual([
        'wrong.allow nothing',
      ]);
    });

    it('goes by the first request of a key, for a repetition gives what was decided then', () => {
      const exchanges = [
        exchange({ sentAt: 2900, endedAt: 2910 }),
        exchange({ sentAt: 9000, endedAt: 9010 }),
      ];
      expect(kindsOf({ changes, exchanges })).toStrictEqual([]);
    });

    it('holds the constitution to its own changes', () => {
      const constitution = [{ of: 'constitution' as const, number: 2, acknowledgedAt: 1000 }];
      expect(kindsOf({ ...sentAt(3000), changes: constitution })).toStrictEqual(['wrong.allow nothing']);
      const pinned = { gate: 1, constitution: 2 };
      expect(kindsOf({ ...sentAt(3000), changes: constitution, given: [given({ pinned })] })).toStrictEqual(
        [],
      );
    });

    it('asks for none of the changes that had no answer', () => {
      expect(kindsOf({ ...sentAt(9000), changes: changes.slice(0, 1) })).toStrictEqual([]);
    });
  });

  it.each([
    ['allow', 'deny', 'wrong.allow'],
    ['deny', 'allow', 'failed'],
    ['allow', 'no such rules', 'wrong.allow'],
  ])('finds %s where the pinned rules give %s', (outcome, reproduced, kind) => {
    expect(kindsOf({ given: [given({ outcome, reproduced })] })).toStrictEqual([`${kind} nothing`]);
  });

  it('finds what is allowed although it is frozen', () => {
    const freezes = [
      { reason: 'freeze', askedAt: 0, placedAt: 0, liftAskedAt: Infinity, liftedAt: Infinity },
    ];
    const exchanges = [exchange({ sentAt: 2000, endedAt: 2010 })];
    expect(kindsOf({ freezes, exchanges, given: [given({ isFreezable: true })] })).toContain(
      `wrong.allow ${KILLED.row}`,
    );
  });

  it('finds a revoked token that is taken after the bound, and none before', () => {
    const use = (sentAt: number, status: number): Partial<History> => ({
      revokedUses: [{ revokedAt: 1000, sentAt, status }],
    });
    expect(kindsOf(use(5999, 200))).toStrictEqual([]);
    expect(kindsOf(use(6000, 401))).toStrictEqual([]);
    expect(kindsOf(use(6000, 200))).toStrictEqual(['wrong.allow nothing']);
  });

  it('takes every history of an engine that confirms its rules, and finds the one decision that was not', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(moments, moments, fc.nat({ max: 1999 }), fc.nat(), (changedAt, sent, lag, chosen) => {
        const times = [...changedAt].sort((a, b) => a - b);
        const changes = times.map((acknowledgedAt, place) => ({
          of: 'gate' as const,
          number: place + 1,
          acknowledgedAt,
        }));
        const inForce = (at: number): number => times.filter((time) => time <= at).length;
        const exchanges = sent.map((sentAt, n) => exchange({ key: String(n), sentAt, endedAt: sentAt + 5 }));
        const decisions = sent.map((sentAt, n) =>
          given({ key: String(n), pinned: { gate: inForce(sentAt - lag), constitution: 1 } }),
        );
        expect(kindsOf({ changes, exchanges, given: decisions })).toStrictEqual([]);

        const place = chosen % sent.length;
        const wanted = inForce((sent[place] ?? 0) - 2000);
        const stale = decisions.map((one, n) =>
          n === place ? { ...one, pinned: { gate: wanted - 1, constitution: 1 } } : one,
        );
        expect(kindsOf({ changes, exchanges, given: stale })).toHaveLength(1);
      }),
    );
  });
});
