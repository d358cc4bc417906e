import type { Outcome } from '@acgs/contracts';
import { faultOfRecords, faultOfWrites, type RecordedOutcomes } from './decision-window.js';

const expected = new Map<string, Outcome>([
  ['one', 'allow'],
  ['other', 'deny'],
]);
const recorded: RecordedOutcomes[] = [
  { resource: 'one', outcome: 'allow', count: 6 },
  { resource: 'other', outcome: 'deny', count: 4 },
];

describe('what is on disk after a measurement', () => {
  it('is what was answered; what failed may be there or not', () => {
    expect(faultOfRecords(recorded, { served: 10, failed: 0 }, expected)).toBeNull();
    expect(faultOfRecords(recorded, { served: 8, failed: 2 }, expected)).toBeNull();
    expect(faultOfRecords(recorded, { served: 10, failed: 2 }, expected)).toBeNull();
  });

  it('is not less than was answered, as when something else than the engine answers, and not more', () => {
    expect(faultOfRecords(recorded, { served: 11, failed: 3 }, expected)).toMatch(/11 .* answered, 10 /);
    expect(faultOfRecords(recorded, { served: 8, failed: 1 }, expected)).toMatch(/8 .* answered, 10 /);
  });

  it('is something', () => {
    expect(faultOfRecords([], { served: 0, failed: 0 }, expected)).toMatch(/No decision/);
  });

  it('is decided by the rules, not denied for want of them', () => {
    const denied = recorded.map((row): RecordedOutcomes => ({ ...row, outcome: 'deny' }));
    expect(faultOfRecords(denied, { served: 10, failed: 0 }, expected)).toMatch(/one is allow .* deny/);
  });

  it('was asked for', () => {
    const unknown: RecordedOutcomes = { resource: 'third', outcome: 'deny', count: 1 };
    const answers = { served: 11, failed: 0 };
    expect(faultOfRecords([...recorded, unknown], answers, expected)).toMatch(/third is not asked for/);
  });
});

describe('waits for the disk', () => {
  it.each([
    ['one for each commit', 1000, 1000, true],
    ['one for some commits together', 1000, 400, true],
    ['none, as without synchronous_commit', 1000, 3, false],
    ['too few commits to tell', 100, 0, true],
  ])('%s', (_, commits, syncs, fine) => {
    expect(faultOfWrites(commits, syncs) === null).toBe(fine);
  });
});
