import { LiveDecisions } from '../../decisions/live-decisions.js';
import { ReplayPace } from './replay-pace.js';

describe('ReplayPace', () => {
  let live: LiveDecisions;
  let now: number;
  let pauses: number[];
  let pace: ReplayPace;

  beforeEach(() => {
    live = new LiveDecisions();
    now = 1000;
    pauses = [];
    pace = new ReplayPace(
      live.memory,
      () => now,
      (milliseconds) => {
        pauses.push(milliseconds);
        now += milliseconds;
        return Promise.resolve();
      },
    );
  });

  it('reads whole pages without a pause while nobody asks for decisions', async () => {
    for (let page = 0; page < 3; page++) {
      expect(await pace.nextPage()).toBe(1000);
      now += 50;
    }
    expect(pauses).toStrictEqual([]);
  });

  it('uses a twelfth of the time, in small pages, while decisions come', async () => {
    await pace.nextPage();
    now += 40;
    live.add(1);
    expect(await pace.nextPage()).toBe(50);
    now += 4;
    live.add(1);
    expect(await pace.nextPage()).toBe(50);
    expect(pauses.map(Math.round)).toStrictEqual([440, 44]);
  });

  it('pauses neither too short to be of use nor longer than anybody waits for', async () => {
    await pace.nextPage();
    live.add(1);
    await pace.nextPage();
    now += 10_000;
    live.add(1);
    await pace.nextPage();
    expect(pauses).toStrictEqual([20, 500]);
  });

  it('goes on as fast as it can a while after the last decision', async () => {
    live.add(1);
    expect(await pace.nextPage()).toBe(50);
    now += 100;
    expect(await pace.nextPage()).toBe(50);
    now += 200;
    expect(await pace.nextPage()).toBe(1000);
  });

  it('sees decisions when their count begins again', async () => {
    live.add(2 ** 32 - 1);
    expect(await pace.nextPage()).toBe(50);
    now += 300;
    live.add(1);
    expect(await pace.nextPage()).toBe(50);
  });
});
