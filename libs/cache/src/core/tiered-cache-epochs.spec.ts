import { Keyv } from 'keyv';
import type { CacheEntry } from './cache-entry.js';
import { KnownEpochs, type PatternEpoch } from './known-epochs.js';
import { LocalTier } from './local-tier.js';
import type { SharedTier } from './shared-tier.js';
import { type Filled, TieredCache } from './tiered-cache.js';

const LIFETIME = { ttlMilliseconds: 60_000, staleMilliseconds: 0 };

/** One process with a local tier alone, and what it knows of invalidations. */
class Process {
  readonly epochs = new KnownEpochs(1, 64, 60_000);
  readonly events: string[] = [];
  private readonly cache: TieredCache;

  constructor() {
    const store = new LocalTier({ maxEntries: 100, maxBytes: 1_000_000 });
    const local = new Keyv<CacheEntry>({
      store,
      useKeyPrefix: false,
      ...({ serialize: undefined } as object),
    });
    this.cache = new TieredCache(local, { isUsable: false } as SharedTier, this.epochs);
    this.hear([]);
  }

  hear(patterns: readonly PatternEpoch[]): void {
    this.epochs.confirm({ epochs: [1], patterns }, performance.now());
  }

  async read(
    source: () => Promise<string> | string,
    lifetime: typeof LIFETIME | null = LIFETIME,
  ): Promise<unknown> {
    const entry = await this.cache.read({
      key: 'key',
      slots: [0],
      figures: {
        hit: () => this.events.push('hit'),
        miss: () => undefined,
        stale: () => undefined,
        bypass: (reason) => this.events.push(reason),
        error: () => undefined,
      },
      mustBeNew: false,
      fill: async (): Promise<Filled> => {
        this.events.push('source');
        return { text: await source(), headers: {}, lifetime };
      },
      later: () => undefined,
    });
    return entry?.text;
  }

  get asked(): number {
    return this.events.filter((event) => event === 'source').length;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the cache while invalidations are not known', () => {
  let process: Process;

  beforeEach(() => {
    process = new Process();
  });

  it('neither shows nor keeps anything', async () => {
    await process.read(() => 'one');
    process.epochs.doubt([0], performance.now() + 60_000);
    expect(await process.read(() => 'two')).toBe('two');
    expect(await process.read(() => 'three')).toBe('three');
    expect(process.events.slice(-2)).toStrictEqual(['unconfirmed', 'source']);
    process.epochs.confirm({ epochs: [1], patterns: [] }, performance.now() + 120_000);
    expect(await process.read(() => 'four')).toBe('one');
  });

  it('asks for one caller at a time, and shows nobody what was asked for before he came', async () => {
    process.epochs.doubt([0], performance.now() + 60_000);
    let answer: (text: string) => void = () => undefined;
    const held = new Promise<string>((resolve) => (answer = resolve));
    const reads = [process.read(() => held), process.read(() => 'new'), process.read(() => 'newer')];
    await turn();
    expect(process.asked).toBe(1);
    answer('old');
    expect(await Promise.all(reads)).toStrictEqual(['old', 'new', 'new']);
    expect(process.asked).toBe(2);
  });

  it('asks again for the next when the source fails, and tells all who shared it', async () => {
    process.epochs.doubt([0], performance.now() + 60_000);
    const failing = (name: string) => (): Promise<never> => Promise.reject(new Error(name));
    const reads = ['1', '2', '3'].map((name) => process.read(failing(name)));
    const reasons = (await Promise.allSettled(reads)).map(
      (one) => one.status === 'rejected' && String(one.reason),
    );
    expect(reasons).toStrictEqual(['Error: 1', 'Error: 2', 'Error: 2']);
    expect(await process.read(() => 'back')).toBe('back');
  });
});

describe('an answer that is not to be kept', () => {
  it('is shown to those who asked together, and to nobody after them', async () => {
    const process = new Process();
    const reads = [process.read(() => 'one', null), process.read(() => 'two', null)];
    expect(await Promise.all(reads)).toStrictEqual(['one', 'one']);
    expect(await process.read(() => 'three')).toBe('three');
  });
});
