import { Registry } from 'prom-client';
import { AwaitedRows } from './awaited-rows.js';

interface AwaitedEntry {
  readonly tenant: string;
  readonly entryId: string;
}

const LONG = 3_600_000;
const NEVER = new AbortController().signal;

const entry = (number: number): AwaitedEntry => ({
  tenant: `tenant-${String(number % 2)}`,
  entryId: String(number),
});

/** A log into which a test puts entries; it keeps how it was asked. */
class Log {
  readonly looks: string[][] = [];
  readonly there = new Set<string>();
  fault: Error | null = null;
  private heard = (): void => undefined;

  present(entries: readonly AwaitedEntry[]): Promise<number[]> {
    this.looks.push(entries.map(({ tenant, entryId }) => `${tenant} ${entryId}`));
    this.heard();
    if (this.fault !== null) return Promise.reject(this.fault);
    return Promise.resolve(entries.flatMap(({ entryId }, place) => (this.there.has(entryId) ? [place] : [])));
  }

  nextLook(): Promise<void> {
    return new Promise((resolve) => (this.heard = resolve));
  }
}

describe('those who wait for rows', () => {
  let log: Log;
  let waits: AwaitedRows<AwaitedEntry>;

  beforeEach(() => {
    log = new Log();
    const look = (entries: readonly AwaitedEntry[]): Promise<number[]> => log.present(entries);
    const gauge = { name: 'waiting', help: 'Who waits.' };
    waits = new AwaitedRows({ lookAgainMilliseconds: 10, look, gauge }, new Registry());
  });

  it('share one look, and each hears of its own entry', async () => {
    const answers = Array.from({ length: 200 }, (_, number) => waits.comes(entry(number), LONG, NEVER));
    await log.nextLook();
    log.there.add('7');
    expect(await answers[7]).toBe(true);
    for (let number = 0; number < 200; number++) log.there.add(String(number));
    expect(await Promise.all(answers)).not.toContain(false);
    expect(log.looks.map(({ length }) => length)).toStrictEqual([200, 200, 199]);
    expect(log.looks[0]?.[199]).toBe('tenant-1 199');
  });

  it('are looked for again after nobody waited', async () => {
    log.there.add('1').add('2');
    expect(await waits.comes(entry(1), LONG, NEVER)).toBe(true);
    expect(await waits.comes(entry(2), LONG, NEVER)).toBe(true);
    expect(log.looks).toStrictEqual([['tenant-1 1'], ['tenant-0 2']]);
  });

  it('are a thousand at most: who comes then has its answer at once', async () => {
    const gone = new AbortController();
    const answers = Array.from({ length: 1000 }, (_, number) =>
      waits.comes(entry(number), LONG, gone.signal),
    );
    expect(await waits.comes(entry(1000), LONG, NEVER)).toBe(false);
    gone.abort();
    expect(await Promise.all(answers)).not.toContain(true);
    log.there.add('1000');
    expect(await waits.comes(entry(1000), LONG, NEVER)).toBe(true);
  });

  it('wait no longer than they want to, nor than their callers', async () => {
    const gone = new AbortController();
    const left = waits.comes(entry(1), LONG, gone.signal);
    const late = waits.comes(entry(2), 1, NEVER);
    const patient = waits.comes(entry(3), LONG, NEVER);
    gone.abort();
    expect([await left, await late]).toStrictEqual([false, false]);
    expect(await waits.comes(entry(4), 0, NEVER)).toBe(false);
    log.there.add('3');
    expect(await patient).toBe(true);
    expect(log.looks.at(-1)).toStrictEqual(['tenant-1 3']);
  });

  it('hear of it when nobody can look, and others wait anew', async () => {
    log.fault = new Error('gone');
    await expect(waits.comes(entry(1), LONG, NEVER)).rejects.toThrow('gone');
    log.fault = null;
    log.there.add('1');
    expect(await waits.comes(entry(1), LONG, NEVER)).toBe(true);
  });
});
