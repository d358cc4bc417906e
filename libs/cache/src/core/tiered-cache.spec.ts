import { Keyv } from 'keyv';
import type { CacheEntry } from './cache-entry.js';
import type { CacheFigures } from './cache-figures.js';
import { KnownEpochs } from './known-epochs.js';
import { LocalTier } from './local-tier.js';
import type { Lease, SharedTier } from './shared-tier.js';
import { type CacheRead, type Filled, TieredCache } from './tiered-cache.js';

/** As Redis, in this process. */
class SharedMap implements SharedTier {
  isUsable = true;
  readonly entries = new Map<string, CacheEntry>();
  readonly leases = new Set<string>();

  get(key: string): Promise<CacheEntry | null> {
    return Promise.resolve(this.entries.get(key) ?? null);
  }

  set(key: string, entry: CacheEntry): Promise<void> {
    this.entries.set(key, entry);
    return Promise.resolve();
  }

  lease(key: string): Promise<Lease | null> {
    if (this.leases.has(key)) return Promise.resolve(null);
    this.leases.add(key);
    const release = (): Promise<void> => {
      this.leases.delete(key);
      return Promise.resolve();
    };
    return Promise.resolve({ release });
  }
}

/** One process: its own local tier and knowledge, and a tier that it may share. */
class Process {
  readonly epochs = new KnownEpochs(4, 3, 60_000);
  readonly events: string[] = [];
  readonly later: (() => void)[] = [];
  private readonly cache: TieredCache;

  constructor(
    readonly shared = new SharedMap(),
    patienceMilliseconds = 60_000,
  ) {
    const store = new LocalTier({ maxEntries: 100, maxBytes: 1_000_000 });
    const local = new Keyv<CacheEntry>({
      store,
      useKeyPrefix: false,
      ...({ serialize: undefined } as object),
    });
    this.cache = new TieredCache(local, shared, this.epochs, { random: () => 0, patienceMilliseconds });
    this.hear(1);
  }

  /** The slot has this epoch, as the database says. */
  hear(epoch: number): void {
    this.epochs.confirm({ epochs: [epoch, 0, 0, 0], patterns: [] }, performance.now());
  }

  async read(
    source: () => Promise<string | null> | string,
    asked: Partial<CacheRead> = {},
  ): Promise<unknown> {
    const figures: CacheFigures = {
      hit: (tier) => this.events.push(`hit ${tier}`),
      miss: (tier) => this.events.push(`miss ${tier}`),
      stale: (tier) => this.events.push(`stale ${tier}`),
      bypass: (reason) => this.events.push(`bypass ${reason}`),
      error: (where) => this.events.push(`error ${where}`),
    };
    const lifetime = { ttlMilliseconds: 60_000, staleMilliseconds: 0 };
    const fill = async (): Promise<Filled> => {
      this.events.push('source');
      return { text: await source(), headers: {}, lifetime };
    };
    const later = (work: () => void): unknown => this.later.push(work);
    const entry = await this.cache.read({
      key: 'key',
      slots: [0],
      figures,
      mustBeNew: false,
      fill,
      later,
      ...asked,
    });
    return entry?.text;
  }
}

/** A source that answers when it is told to. */
function held(): { source: () => Promise<string>; answer: (text: string) => void } {
  let answer: (text: string) => void = () => undefined;
  const promise = new Promise<string>((resolve) => (answer = resolve));
  return {
    source: () => promise,
    answer: (text) => {
      answer(text);
    },
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const past: Filled = {
  text: 'old',
  headers: {},
  lifetime: { ttlMilliseconds: -1, staleMilliseconds: 60_000 },
};

describe('the cache of two tiers', () => {
  it('asks the source once, then the local tier', async () => {
    const process = new Process();
    expect(await process.read(() => 'one')).toBe('one');
    expect(await process.read(() => 'two')).toBe('one');
    expect(process.events).toStrictEqual(['miss local', 'miss shared', 'source', 'hit local']);
  });

  it('finds in the shared tier what another process has read, and then keeps it itself', async () => {
    const one = new Process();
    const other = new Process(one.shared);
    await one.read(() => 'one');
    expect([await other.read(() => 'two'), await other.read(() => 'three')]).toStrictEqual(['one', 'one']);
    expect(other.events).toStrictEqual(['miss local', 'hit shared', 'hit local']);
  });

  it('asks once for all who ask at the same time, in this process and in others', async () => {
    const one = new Process();
    const other = new Process(one.shared);
    const { source, answer } = held();
    const reads = [one.read(source), one.read(source), other.read(() => 'other')];
    await turn();
    answer('one');
    expect(await Promise.all(reads)).toStrictEqual(['one', 'one', 'one']);
    expect(other.events).not.toContain('source');
  });

  it('goes to the source when the process that asks it does not come back', async () => {
    const one = new Process();
    const other = new Process(one.shared, 1);
    void one.read(held().source);
    await turn();
    expect(await other.read(() => 'other')).toBe('other');
  });

  it('keeps nothing that was asked for before an invalidation, in neither tier', async () => {
    const process = new Process();
    const { source, answer } = held();
    const read = process.read(source);
    await turn();
    process.hear(2);
    answer('old');
    expect(await read).toBe('old');
    expect(process.shared.entries.size).toBe(0);
    expect(await process.read(() => 'new')).toBe('new');
  });

  it('lets nobody who asks after an invalidation wait for an answer from before it', async () => {
    const process = new Process();
    const { source, answer } = held();
    const before = process.read(source);
    await turn();
    process.epochs.changeSlot(0, 2, performance.now());
    process.shared.leases.clear();
    expect(await process.read(() => 'new')).toBe('new');
    answer('old');
    expect(await before).toBe('old');
    expect(await process.read(() => 'newer')).toBe('new');
  });

  it('shows nothing that the shared tier has kept over an invalidation', async () => {
    const process = new Process();
    await process.read(() => 'old');
    process.shared.isUsable = false;
    process.hear(2);
    expect(await process.read(() => 'new')).toBe('new');
    process.shared.isUsable = true;
    expect(await new Process(process.shared).read(() => 'x')).toBe('old');
    const third = new Process(process.shared);
    third.hear(2);
    expect(await third.read(() => 'newest')).toBe('newest');
  });

  it('does without the shared tier while that is away', async () => {
    const process = new Process();
    process.shared.isUsable = false;
    expect([await process.read(() => 'one'), await process.read(() => 'two')]).toStrictEqual(['one', 'one']);
    expect(process.events).toStrictEqual(['miss local', 'source', 'hit local']);
  });

  it('goes to the source for who wants no kept answer, and keeps the new one', async () => {
    const process = new Process();
    await process.read(() => 'one');
    expect(await process.read(() => 'two', { mustBeNew: true })).toBe('two');
    expect(await process.read(() => 'three')).toBe('two');
  });

  it('goes to the source when the shared tier fails, and counts each failure', async () => {
    const shared = new SharedMap();
    const broken = (): Promise<never> => Promise.reject(new Error('OOM'));
    const process = new Process(Object.assign(shared, { get: broken, set: broken, lease: broken }));
    expect(await process.read(() => 'one')).toBe('one');
    expect(await process.read(() => 'two')).toBe('one');
    expect(process.events).toStrictEqual([
      'miss local',
      'error shared',
      'miss shared',
      'error shared',
      'source',
      'error shared',
      'hit local',
    ]);
  });

  it('keeps no failure', async () => {
    const process = new Process();
    await expect(process.read(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(process.shared.leases.size).toBe(0);
    expect(await process.read(() => 'one')).toBe('one');
  });

  it('shows an answer past its time where that is declared, and renews it once for all, later', async () => {
    const process = new Process();
    await process.read(() => 'x', { fill: () => Promise.resolve(past) });
    expect([await process.read(() => 'new'), await process.read(() => 'newer')]).toStrictEqual([
      'old',
      'old',
    ]);
    expect(process.events.slice(-2)).toStrictEqual(['stale local', 'stale local']);
    for (const work of process.later) work();
    await turn();
    expect(await process.read(() => 'newest')).toBe('new');
  });

  it('renews nothing that was invalidated meanwhile, but asks again', async () => {
    const process = new Process();
    await process.read(() => 'x', { fill: () => Promise.resolve(past) });
    process.hear(2);
    expect(await process.read(() => 'new')).toBe('new');
  });
});
