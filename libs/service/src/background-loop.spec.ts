import { BackgroundLoop } from './background-loop.js';

const NEVER = 2 ** 31 - 1;
const noFault = (error: unknown): never => {
  throw error;
};

describe('BackgroundLoop', () => {
  it('takes one turn after another, never two at once, and stops between two', async () => {
    let [underWay, most, turns] = [0, 0, 0];
    let reached: () => void;
    const fifth = new Promise<void>((resolve) => (reached = resolve));
    const loop = new BackgroundLoop(async () => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
      if (++turns === 5) reached();
      return 0;
    }, noFault);
    loop.start();
    await fifth;
    await loop.stop();
    const whenStopped = turns;
    await new Promise(setImmediate);
    expect([most, underWay]).toStrictEqual([1, 0]);
    expect(turns).toBe(whenStopped);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('ends a rest when it is stopped', async () => {
    let rested: () => void;
    const first = new Promise<void>((resolve) => (rested = resolve));
    const loop = new BackgroundLoop(() => {
      rested();
      return Promise.resolve(NEVER);
    }, noFault);
    loop.start();
    await first;
    await loop.stop();
    expect(loop.signal.aborted).toBe(true);
  });

  it('takes the next turn at once when it is woken, whether it rests or a turn is under way', async () => {
    let reached: () => void;
    const third = new Promise<void>((resolve) => (reached = resolve));
    let turns = 0;
    const loop: BackgroundLoop = new BackgroundLoop(() => {
      turns++;
      if (turns === 1)
        setImmediate(() => {
          loop.wake();
        });
      if (turns === 2) loop.wake();
      if (turns === 3) reached();
      return Promise.resolve(NEVER);
    }, noFault);
    loop.start();
    await third;
    await loop.stop();
    expect(turns).toBe(3);
  });

  it('tells a turn that failed, and takes the next one', async () => {
    const faults: unknown[] = [];
    const ended = new Promise<void>((resolve) => {
      const loop: BackgroundLoop = new BackgroundLoop(
        () => {
          if (faults.length < 2) return Promise.reject(new Error(`fault ${String(faults.length)}`));
          void loop.stop().then(resolve);
          return Promise.resolve(NEVER);
        },
        (error) => {
          faults.push((error as Error).message);
          return 1;
        },
      );
      loop.start();
    });
    await ended;
    expect(faults).toStrictEqual(['fault 0', 'fault 1']);
  });

  it('goes on at the same pace after a turn that failed, when it has one', async () => {
    const faults: unknown[] = [];
    let turns = 0;
    let reached: () => void;
    const third = new Promise<void>((resolve) => (reached = resolve));
    const loop = BackgroundLoop.every(
      1,
      () => {
        if (++turns === 3) reached();
        return turns === 2 ? Promise.reject(new Error('the second')) : Promise.resolve();
      },
      (error) => {
        faults.push((error as Error).message);
      },
    );
    loop.start();
    await third;
    await loop.stop();
    expect(faults).toStrictEqual(['the second']);
  });

  it('is over at once when it never began', async () => {
    await expect(new BackgroundLoop(() => Promise.resolve(0), noFault).stop()).resolves.toBeUndefined();
  });
});
