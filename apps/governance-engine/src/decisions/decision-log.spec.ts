import fc from 'fast-check';
import { Registry } from 'prom-client';
import { DecisionNotRecordedError, DecisionQueueFullError } from './decision.errors.js';
import { DecisionCounts } from './decision-counts.js';
import { DecisionLog } from './decision-log.js';
import type { DecisionRecord, RecordGroup } from './decision-record.js';
import { DecisionsRepository } from './decisions.repository.js';
import { LiveDecisions } from './live-decisions.js';

interface Commit {
  readonly groups: readonly RecordGroup[];
  readonly confirm: (refused?: readonly RecordGroup[]) => void;
  readonly lose: () => void;
}

/** Holds each statement back until the test lets the database answer. */
class HeldRepository extends DecisionsRepository {
  readonly commits: Commit[] = [];

  constructor() {
    super(undefined as never, undefined as never);
  }

  override insertGroups(groups: readonly RecordGroup[]): Promise<ReadonlySet<RecordGroup>> {
    return new Promise((resolve, reject) => {
      this.commits.push({
        groups,
        confirm: (refused = []) => {
          resolve(new Set(refused));
        },
        lose: () => {
          reject(new Error('the connection is lost'));
        },
      });
    });
  }
}

const RECORD = {
  decision: { outcome: 'allow', reasons: [{ code: 'matched' }] },
} as unknown as DecisionRecord;

const groupOf = (records: number): RecordGroup => ({
  records: Array.from({ length: records }, () => RECORD),
  claim: null,
});

const logOver = (repository: HeldRepository, settings: { DECISION_QUEUE_MAX: number }): DecisionLog => {
  const registry = new Registry();
  return new DecisionLog(repository, settings, new LiveDecisions(), new DecisionCounts(registry), registry);
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('DecisionLog', () => {
  let repository: HeldRepository;
  let log: DecisionLog;
  let answers: string[];

  beforeEach(() => {
    repository = new HeldRepository();
    log = logOver(repository, { DECISION_QUEUE_MAX: 2000 });
    answers = [];
  });

  const append = (name: string, group = groupOf(1)): RecordGroup => {
    log.append(group).then(
      (recorded) => answers.push(`${name}: ${String(recorded)}`),
      (error: unknown) => answers.push(`${name}: ${(error as Error).constructor.name}`),
    );
    return group;
  };

  const commit = (index: number): Commit => repository.commits[index]!;

  it('sends the first record at once, and what arrives meanwhile in one batch', async () => {
    append('a');
    expect(repository.commits).toHaveLength(1);
    const later = [append('b'), append('c'), append('d')];
    await turn();
    expect(repository.commits).toHaveLength(1);
    commit(0).confirm();
    await turn();
    expect(repository.commits).toHaveLength(2);
    expect(commit(1).groups).toStrictEqual(later);
    expect(answers).toStrictEqual(['a: true']);
  });

  it('answers nothing before the database has', async () => {
    append('a');
    for (let n = 0; n < 5; n++) await turn();
    expect(answers).toStrictEqual([]);
    commit(0).confirm();
    await turn();
    expect(answers).toStrictEqual(['a: true']);
  });

  it('tells a group whose key is taken that it was not recorded, and it alone', async () => {
    append('first');
    const taken = append('taken');
    append('free');
    commit(0).confirm();
    await turn();
    commit(1).confirm([taken]);
    await turn();
    expect(answers).toStrictEqual(['first: true', 'taken: false', 'free: true']);
  });

  it('rejects all of a batch that fails and nothing else, and goes on', async () => {
    append('a');
    append('b');
    append('c');
    commit(0).confirm();
    await turn();
    append('d');
    commit(1).lose();
    await turn();
    commit(2).confirm();
    await turn();
    const lost = DecisionNotRecordedError.name;
    expect(answers).toStrictEqual(['a: true', `b: ${lost}`, `c: ${lost}`, 'd: true']);
  });

  it('opens the second lane for 250 records that wait, and no third', async () => {
    append('first');
    for (let n = 0; n < 249; n++) append('few');
    expect(repository.commits).toHaveLength(1);
    append('enough');
    expect(repository.commits).toHaveLength(2);
    expect(commit(1).groups).toHaveLength(250);
    append('more', groupOf(500));
    await turn();
    expect(repository.commits).toHaveLength(2);
  });

  it('puts at most 1000 rows in a commit, and never parts a group', async () => {
    append('first');
    append('small', groupOf(200));
    append('large', groupOf(900));
    commit(0).confirm();
    await turn();
    expect(repository.commits.map(({ groups }) => groups.map(({ records }) => records.length))).toStrictEqual(
      [[1], [200], [900]],
    );
  });

  it('refuses what goes beyond the bound, and takes more when there is room', async () => {
    append('full', groupOf(2000));
    await expect(log.append(groupOf(1))).rejects.toThrow(DecisionQueueFullError);
    await expect(log.append(groupOf(1))).rejects.toMatchObject({ details: { retryAfterSeconds: 1 } });
    commit(0).lose();
    await turn();
    append('after');
    commit(1).confirm();
    await turn();
    expect(answers).toStrictEqual([`full: ${DecisionNotRecordedError.name}`, 'after: true']);
  });

  it('takes a batch beyond the bound when nothing else waits', async () => {
    append('one');
    await expect(log.append(groupOf(2001))).rejects.toThrow(DecisionQueueFullError);
    commit(0).confirm();
    await turn();
    append('huge', groupOf(2001));
    commit(1).confirm();
    await turn();
    expect(answers).toStrictEqual(['one: true', 'huge: true']);
  });

  it('settles every request once, true exactly when its commit was confirmed, in any order of events', async () => {
    const event = fc.oneof(
      fc.record({ append: fc.integer({ min: 1, max: 400 }) }),
      fc.record({ answer: fc.nat(), confirmed: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
        const held = new HeldRepository();
        const lanes = logOver(held, { DECISION_QUEUE_MAX: 3000 });
        const open: Commit[] = [];
        const onDisk = new Set<RecordGroup>();
        const outcomes = new Map<RecordGroup, unknown[]>();
        let seen = 0;
        const answer = async (index: number, confirmed: boolean): Promise<void> => {
          open.push(...held.commits.slice(seen));
          seen = held.commits.length;
          const [chosen] = open.splice(index % Math.max(1, open.length), 1);
          if (confirmed) chosen?.groups.forEach((group) => onDisk.add(group));
          if (confirmed) chosen?.confirm();
          else chosen?.lose();
          await turn();
        };
        for (const step of events) {
          if ('answer' in step) await answer(step.answer, step.confirmed);
          else {
            const group = groupOf(step.append);
            const settled: unknown[] = [];
            outcomes.set(group, settled);
            lanes.append(group).then(
              (recorded) => settled.push(recorded),
              () => settled.push('failed'),
            );
          }
        }
        do await answer(0, true);
        while (held.commits.length > seen || open.length > 0);
        for (const [group, settled] of outcomes) {
          expect(settled).toStrictEqual([onDisk.has(group) ? true : 'failed']);
        }
      }),
      { numRuns: 100 },
    );
  });
});
