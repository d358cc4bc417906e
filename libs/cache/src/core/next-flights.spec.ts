import fc from 'fast-check';
import { NextFlights } from './next-flights.js';

/** A source that numbers its computations, and ends each when it is told to. */
class Source {
  begun = 0;
  underWay = 0;
  private end: ((fails: boolean) => void) | null = null;

  readonly compute = (): Promise<number> => {
    const number = ++this.begun;
    this.underWay++;
    return new Promise((resolve, reject) => {
      this.end = (fails) => {
        this.underWay--;
        if (fails) reject(new Error(String(number)));
        else resolve(number);
      };
    });
  };

  finish(fails: boolean): void {
    const { end } = this;
    this.end = null;
    end?.(fails);
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('flights that nobody joins who came after they began', () => {
  it('give each caller what began after it came, whatever the order, and run one at a time', async () => {
    const steps = fc.array(fc.constantFrom('join', 'finish', 'fail', 'turn'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(steps, async (order) => {
        const [flights, source] = [new NextFlights<number>(), new Source()];
        const callers: { readonly begunBefore: number; readonly seen: Promise<number> }[] = [];
        for (const step of [...order, ...Array.from({ length: 3 }, () => ['turn', 'finish']).flat()]) {
          if (step === 'join') {
            const begunBefore = source.begun;
            const seen = flights
              .join('key', source.compute)
              .catch((error: unknown) => Number((error as Error).message));
            callers.push({ begunBefore, seen });
          } else if (step === 'turn') await turn();
          else source.finish(step === 'fail');
          expect(source.underWay).toBeLessThanOrEqual(1);
        }
        for (const { begunBefore, seen } of callers) expect(await seen).toBe(begunBefore + 1);
      }),
    );
  });

  it('are of one key each, and nothing of them is kept', async () => {
    const flights = new NextFlights<string>();
    const say = (text: string) => (): Promise<string> => Promise.resolve(text);
    expect(
      await Promise.all([
        flights.join('a', say('1')),
        flights.join('b', say('2')),
        flights.join('b', say('3')),
      ]),
    ).toStrictEqual(['1', '2', '3']);
    expect(await flights.join('b', say('4'))).toBe('4');
  });
});
