import fc from 'fast-check';
import { gather, type Task } from './gather.js';

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

const job = fc.record({ turns: fc.nat({ max: 5 }), outcome: fc.constantFrom('value', 'rejected', 'thrown') });

describe('gather', () => {
  it('keeps the order, gives each task its own outcome, and never runs more than it may', async () => {
    const jobs = fc.array(job, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(jobs, fc.integer({ min: 1, max: 5 }), async (given, concurrency) => {
        let underWay = 0;
        let most = 0;
        const tasks = given.map((one, index): Task<number> => () => {
          underWay++;
          most = Math.max(most, underWay);
          const end = (): number => {
            underWay--;
            if (one.outcome !== 'value') throw new Error(String(index));
            return index;
          };
          return one.outcome === 'thrown' ? Promise.reject(thrownBy(end)) : turns(one.turns).then(end);
        });
        const outcomes = await gather(tasks, { concurrency });
        expect(outcomes).toStrictEqual(
          given.map((one, index) =>
            one.outcome === 'value'
              ? { status: 'fulfilled', value: index }
              : { status: 'rejected', reason: new Error(String(index)) },
          ),
        );
        expect(most).toBeLessThanOrEqual(concurrency);
      }),
    );
  });

  it('takes a task that throws before it gives a promise for one that failed', async () => {
    const fault = new Error('at once');
    const tasks: Task<number>[] = [
      () => {
        throw fault;
      },
      () => Promise.resolve(2),
    ];
    await expect(gather(tasks, { concurrency: 1 })).resolves.toStrictEqual([
      { status: 'rejected', reason: fault },
      { status: 'fulfilled', value: 2 },
    ]);
  });

  it('begins the next as soon as one ends', async () => {
    let end = (): void => undefined;
    const begun: number[] = [];
    const held = (): Promise<void> => {
      begun.push(0);
      return new Promise((resolve) => (end = resolve));
    };
    const quick = (): Promise<void> => {
      begun.push(begun.length);
      return Promise.resolve();
    };
    const outcomes = gather([held, quick, quick], { concurrency: 2 });
    await turns(2);
    expect(begun).toHaveLength(3);
    end();
    await outcomes;
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a concurrency of %s',
    async (number) => {
      await expect(gather([], { concurrency: number })).rejects.toThrow(RangeError);
    },
  );
});

function thrownBy(end: () => number): Error {
  try {
    end();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
