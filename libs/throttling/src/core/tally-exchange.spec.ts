import fc from 'fast-check';
import { Policy } from './policy.js';
import { Tally } from './tally.js';
import { type SharedTallies, TallyExchange, type Told } from './tally-exchange.js';

const LIMIT = 40;
const POLICY = new Policy('test', { requests: LIMIT, seconds: 3600 });
const NOW = 1_000_000;

/** The place where processes meet, when it is there. Time stands still. */
class Meeting implements SharedTallies {
  isUsable = true;
  isFailing = false;
  readonly batches: number[] = [];
  private readonly wholeAt = new Map<string, number>();

  exchange(told: readonly Told[]): Promise<readonly number[]> {
    if (this.isFailing) return Promise.reject(new Error('gone'));
    this.batches.push(told.length);
    return Promise.resolve(
      told.map(({ tally: { key, policy }, requests, untilWhole }) => {
        const used = (this.wholeAt.get(key) ?? 0) + requests * policy.interval;
        const wholeAt = Math.max(used, untilWhole);
        this.wholeAt.set(key, wholeAt);
        return wholeAt;
      }),
    );
  }

  used(key: string): number {
    return this.wholeAt.get(key) ?? 0;
  }

  empty(): void {
    this.wholeAt.clear();
  }
}

class Process {
  readonly tally = new Tally('caller', POLICY);
  readonly exchange: TallyExchange;
  admitted = 0;
  underWay = 0;
  failed = 0;

  constructor(meeting: SharedTallies) {
    this.exchange = new TallyExchange(meeting, () => NOW);
  }

  ask(): void {
    if (!this.tally.take(NOW)) return;
    this.admitted++;
    this.exchange.changed(this.tally);
  }

  begin(): void {
    if (this.tally.begin(NOW)) this.underWay++;
  }

  end(hasFailed: boolean): void {
    if (this.underWay === 0) return;
    this.underWay--;
    this.tally.end(hasFailed, NOW);
    if (!hasFailed) return;
    this.failed++;
    this.exchange.changed(this.tally);
  }

  async meet(): Promise<void> {
    this.exchange.run();
    await this.exchange.settled();
  }
}

type Step = readonly [process: number, what: 'ask' | 'meet' | 'empty' | 'down' | 'up'];

async function admittedBy(processes: number, steps: readonly Step[]): Promise<number> {
  const meeting = new Meeting();
  const all = Array.from({ length: processes }, () => new Process(meeting));
  for (const [index, what] of steps) {
    const process = all[index % processes]!;
    if (what === 'ask') process.ask();
    if (what === 'meet') await process.meet();
    if (what === 'empty') meeting.empty();
    if (what === 'down' || what === 'up') meeting.isUsable = what === 'up';
    await process.exchange.settled();
  }
  return all.reduce((sum, { admitted }) => sum + admitted, 0);
}

const steps = (...what: Step[1][]): fc.Arbitrary<Step[]> =>
  fc.array(fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(...what)), { minLength: 100, maxLength: 400 });

describe('TallyExchange', () => {
  it.each([1, 2, 4])(
    'lets %d processes admit the limit and an eighth of it each at most, whatever comes when',
    async (processes) => {
      const most = LIMIT + processes * Math.ceil(LIMIT / 8);
      await fc.assert(
        fc.asyncProperty(steps('ask', 'ask', 'ask', 'ask', 'meet'), async (all) => {
          expect(await admittedBy(processes, all)).toBeLessThanOrEqual(most);
        }),
      );
    },
  );

  it('lets each process admit its limit and no more while they cannot meet, or what they told gets lost', async () => {
    await fc.assert(
      fc.asyncProperty(steps('ask', 'ask', 'ask', 'ask', 'meet', 'empty', 'down', 'up'), async (all) => {
        expect(await admittedBy(2, all)).toBeLessThanOrEqual(2 * LIMIT);
      }),
    );
  });

  it('counts, of what counts only if it fails, each failure once and nothing else, whoever hears of it when', async () => {
    type Attempt = readonly [process: number, what: 'begin' | 'succeed' | 'fail' | 'meet'];
    const what = fc.constantFrom<Attempt[1]>('begin', 'begin', 'succeed', 'succeed', 'fail', 'meet');
    const attempts = fc.array(fc.tuple(fc.nat({ max: 2 }), what), { minLength: 50, maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(attempts, async (all) => {
        const meeting = new Meeting();
        const processes = [new Process(meeting), new Process(meeting), new Process(meeting)];
        for (const [index, step] of all) {
          const process = processes[index]!;
          if (step === 'begin') process.begin();
          else if (step === 'meet') await process.meet();
          else process.end(step === 'fail');
          await process.exchange.settled();
        }
        for (const process of processes) while (process.underWay > 0) process.end(false);
        for (const process of processes) await process.meet();
        const failed = processes.reduce((sum, process) => sum + process.failed, 0);
        expect(meeting.used('caller')).toBe(failed * POLICY.interval);
      }),
    );
  });

  it('tells at once of a caller that uses up its limit fast', async () => {
    const meeting = new Meeting();
    const [one, other] = [new Process(meeting), new Process(meeting)];
    for (let n = 0; n < LIMIT; n++) {
      one.ask();
      await one.exchange.settled();
    }
    expect(meeting.batches).toHaveLength(LIMIT / POLICY.untoldMax);
    for (let n = 0; n < POLICY.untoldMax; n++) other.ask();
    await other.exchange.settled();
    other.ask();
    expect(other.admitted).toBe(POLICY.untoldMax);
  });

  it('brings back to an emptied place what the processes know', async () => {
    const meeting = new Meeting();
    const [one, other] = [new Process(meeting), new Process(meeting)];
    for (let n = 0; n < LIMIT - 1; n++) one.ask();
    await one.meet();
    meeting.empty();
    one.ask();
    await one.meet();
    other.ask();
    await other.meet();
    other.ask();
    expect(other.admitted).toBe(1);
  });

  it('does not tell again what was lost, nor later what was counted alone', async () => {
    const meeting = new Meeting();
    const process = new Process(meeting);
    meeting.isFailing = true;
    expect(process.exchange.isShared).toBe(true);
    process.ask();
    await process.meet();
    expect(process.exchange.isShared).toBe(false);
    expect(process.tally.untold).toBe(0);
    meeting.isUsable = false;
    for (let n = 0; n < 10; n++) process.ask();
    expect(process.tally.untold).toBe(0);
    await process.meet();
    expect(meeting.batches).toStrictEqual([]);
  });

  it('tells of a caller that uses up its limit fast with the next batch, however many others wait', async () => {
    const meeting = new Meeting();
    const exchange = new TallyExchange(meeting, () => NOW);
    const others = Array.from({ length: 5000 }, (_, n) => new Tally(String(n), POLICY));
    const change = (tally: Tally): void => {
      tally.take(NOW);
      exchange.changed(tally);
    };
    others.forEach(change);
    exchange.run();
    const fast = new Tally('fast', POLICY);
    for (let n = 0; n < POLICY.untoldMax; n++) change(fast);
    while (meeting.used('fast') === 0) await Promise.resolve();
    expect(meeting.batches).toHaveLength(2);
    await exchange.settled();
    expect(meeting.batches.reduce((sum, size) => sum + size)).toBe(5001);
  });

  it('has one exchange under way at a time, in batches', async () => {
    const meeting = new Meeting();
    const exchange = new TallyExchange(meeting, () => NOW);
    for (let n = 0; n < 450; n++) {
      const tally = new Tally(String(n), POLICY);
      tally.take(NOW);
      exchange.changed(tally);
    }
    for (let n = 0; n < 5; n++) exchange.run();
    await exchange.settled();
    expect(meeting.batches).toStrictEqual([200, 200, 50]);
  });
});
