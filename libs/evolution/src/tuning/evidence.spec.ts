import fc from 'fast-check';
import { type EvidenceCase, evidenceFaults, type LabelledCase, splitByTime } from './evidence.js';

const request = {
  subject: { type: 'agent', id: 'a', properties: {} },
  action: { name: 'pay', properties: {} },
  resource: { type: 'account', id: 'r', properties: {} },
  context: {},
};
const at = (minute: number, id: string): EvidenceCase => ({
  ...{ id, request, approved: false, label: 'allow', outcome: 'allow', action: 'pay' },
  decidedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
});
const evidence = fc
  .uniqueArray(fc.nat(10_000), { maxLength: 40 })
  .chain((ids) =>
    fc
      .array(fc.nat(5), { minLength: ids.length, maxLength: ids.length })
      .map((minutes) => ids.map((id, place) => at(minutes[place] ?? 0, String(id)))),
  );

describe('a split by time', () => {
  it('loses nothing, holds out the newest, and depends on no order', () => {
    fc.assert(
      fc.property(evidence, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (cases, share) => {
        const { training, heldOut } = splitByTime(cases, share);
        expect(new Set([...training, ...heldOut])).toStrictEqual(new Set(cases));
        expect(training.length + heldOut.length).toBe(cases.length);
        for (const early of training) {
          for (const late of heldOut) expect(early.decidedAt <= late.decidedAt).toBe(true);
        }
        expect(training.length > 0 && heldOut.length > 0).toBe(cases.length > 1);
        expect(splitByTime(cases.toReversed(), share)).toStrictEqual({ training, heldOut });
      }),
    );
  });

  it('holds out the share that was asked for', () => {
    const cases = Array.from({ length: 10 }, (_, minute) => at(minute, String(minute)));
    expect(splitByTime(cases, 0.3).heldOut.map(({ id }) => id)).toStrictEqual(['7', '8', '9']);
  });
});

describe('evidence', () => {
  const good: LabelledCase = { id: 'good', label: 'allow', labels: 1 };
  const bad: LabelledCase = { id: 'bad', label: 'deny', labels: 1 };
  const open: LabelledCase = { id: 'open', label: null, labels: 0 };
  const contested: LabelledCase = { id: 'contested', label: null, labels: 2 };

  it.each<[string, readonly LabelledCase[], readonly unknown[]]>([
    ['with good and bad', [good, bad], []],
    ['with good and what people are to be asked', [good, { ...bad, label: 'escalate' }], []],
    ['that is none', [], [['empty', []]]],
    ['with good alone', [good], [['one-class', []]]],
    ['with bad alone', [bad, { ...bad, label: 'escalate' }], [['one-class', []]]],
    ['with what nobody has labelled', [good, bad, open], [['unlabelled', ['open']]]],
    ['with labels that contradict', [good, bad, contested], [['contradicting', ['contested']]]],
    [
      'with nothing but open questions',
      [open, contested],
      [
        ['unlabelled', ['open']],
        ['contradicting', ['contested']],
      ],
    ],
  ])('%s', (_, cases, faults) => {
    expect(evidenceFaults(cases).map(({ fault, cases: named }) => [fault, named])).toStrictEqual(faults);
  });

  it('names a hundred of many', () => {
    const many = Array.from({ length: 500 }, () => contested);
    expect(evidenceFaults([good, bad, ...many])[0]?.cases).toHaveLength(100);
  });
});
