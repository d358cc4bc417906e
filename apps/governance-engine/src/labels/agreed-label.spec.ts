import type { Label, LabelSource, Outcome } from '@acgs/contracts';
import fc from 'fast-check';
import { agreedLabel } from './agreed-label.js';

const label = fc.record({
  outcome: fc.constantFrom<Outcome[]>('allow', 'deny', 'escalate'),
  source: fc.constantFrom<LabelSource[]>('review', 'report', 'suite'),
  current: fc.boolean(),
});

const one = (
  outcome: Outcome,
  source: LabelSource,
  current = true,
): Pick<Label, 'outcome' | 'source' | 'current'> => ({ outcome, source, current });

describe('agreedLabel', () => {
  it('is what every current label says, in whatever order, and nothing when two differ', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 6 }), fc.boolean(), (all, reported) => {
        const labels = all.filter(({ source }) => (source === 'report') === reported);
        const current = labels.filter((each) => each.current);
        const agreed = agreedLabel(labels);
        expect(agreedLabel([...labels].reverse())).toEqual(agreed);
        expect(agreed.contested).toBe(
          current.some((each) => current.some(({ outcome }) => outcome !== each.outcome)),
        );
        const isAgreed = current.length > 0 && !agreed.contested;
        expect(agreed.label).toBe(isAgreed ? (current[0]?.outcome ?? null) : null);
      }),
    );
  });

  it('is the same whatever is reported, once somebody else has spoken', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 6 }), fc.array(label, { maxLength: 3 }), (labels, more) => {
        fc.pre(labels.some(({ source, current }) => current && source !== 'report'));
        const reports = more.map((each) => ({ ...each, source: 'report' as const }));
        expect(agreedLabel([...labels, ...reports])).toEqual(agreedLabel(labels));
      }),
    );
  });

  it('counts nobody whose newest label is another', () => {
    const labels = [one('deny', 'review', false), one('allow', 'review')];
    expect(agreedLabel(labels)).toEqual({ label: 'allow', contested: false });
    const withdrawn = [one('deny', 'review', false), one('allow', 'report')];
    expect(agreedLabel(withdrawn)).toEqual({ label: 'allow', contested: false });
  });
});
