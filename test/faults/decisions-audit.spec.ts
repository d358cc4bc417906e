import { DecisionAudit, type RecordedOutcome } from './decisions-audit.js';
import { type Question, questionOf } from './decisions-questions.js';

const SEED = 1;
const ALLOWED = questionOf(SEED, 0);
const DENIED = questionOf(SEED, 1);
const BATCH = questionOf(SEED, 9);

const idOf = (question: Question, place = 0): string => `${question.key}/${String(place)}`;

const answerTo = (question: Question): { decisionId: string; outcome: 'allow' | 'deny' }[] =>
  question.items.map(({ allowed }, place) => ({
    decisionId: idOf(question, place),
    outcome: allowed ? 'allow' : 'deny',
  }));

const recordsOf = (question: Question): RecordedOutcome[] =>
  answerTo(question).map((answer, place) => ({ ...answer, request: question.items[place]!.request }));

describe('DecisionAudit', () => {
  let audit: DecisionAudit;
  const all = [ALLOWED, DENIED, BATCH];
  const records = all.flatMap(recordsOf);

  beforeEach(() => {
    audit = new DecisionAudit();
    for (const question of all) {
      audit.ask(question);
      audit.acknowledge(question, answerTo(question));
    }
  });

  it('finds nothing where every answer is recorded once, repetitions and strangers included', () => {
    audit.acknowledge(BATCH, answerTo(BATCH));
    audit.compare([...records, ...recordsOf(questionOf(SEED + 1, 0))]);
    expect(audit.findings()).toStrictEqual({ acknowledged: 12, lost: 0, doubled: 0, wrongAllow: 0 });
  });

  it('finds what is missing, once, however many places lack it', () => {
    audit.compare(records.slice(1));
    audit.compare(records.slice(0, -1));
    audit.compare(records.slice(1));
    expect(audit.findings().lost).toBe(2);
  });

  it('asks a place for no more than it was asked for', () => {
    const [first, second] = records;
    audit.compare(records.slice(0, 1), [first!.decisionId]);
    expect(audit.findings().lost).toBe(0);
    audit.compare(records.slice(0, 1), [first!.decisionId, second!.decisionId]);
    expect(audit.findings().lost).toBe(1);
  });

  it.each<[string, Partial<RecordedOutcome>]>([
    ['another outcome', { outcome: 'escalate' }],
    ['another request', { request: { ...ALLOWED.items[0]!.request, context: { changed: true } } }],
    ['another id', { decisionId: 'other' }],
  ])('counts a record with %s as lost', (_, change) => {
    audit.compare(records.map((record, n) => (n === 0 ? { ...record, ...change } : record)));
    expect(audit.findings()).toMatchObject({ lost: 1, doubled: 0 });
  });

  it('finds a second record of a key, of a whole batch once', () => {
    const again = recordsOf(BATCH).map((record) => ({ ...record, decisionId: `${record.decisionId}-again` }));
    audit.compare([...records, ...again]);
    expect(audit.findings()).toMatchObject({ lost: 0, doubled: 1 });
  });

  it.each([
    ['id', { decisionId: 'other' }],
    ['outcome', { outcome: 'deny' as const }],
  ])('finds a repetition that is answered with another %s', (_, change) => {
    audit.acknowledge(ALLOWED, [{ ...answerTo(ALLOWED)[0]!, ...change }]);
    expect(audit.findings().doubled).toBe(1);
  });

  it('finds what was allowed against the rules: in an answer, and in a record that nobody was told of', () => {
    const answered = questionOf(SEED, 2);
    const unanswered = questionOf(SEED, 4);
    for (const question of [answered, unanswered]) audit.ask(question);
    audit.acknowledge(answered, [{ decisionId: 'answered', outcome: 'allow' }]);
    audit.compare([
      ...records,
      { decisionId: 'unanswered', outcome: 'allow', request: unanswered.items[0]!.request },
    ]);
    expect(audit.findings()).toMatchObject({ lost: 1, wrongAllow: 2 });
  });
});
