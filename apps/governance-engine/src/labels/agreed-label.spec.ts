import type { Outcome } from '@acgs/contracts';
import fc from 'fast-check';
import { agreedLabel } from './agreed-label.js';

const label = fc.record({
  outcome: fc.constantFrom<Outcome[]>('allow', 'deny', 'escalate'),
  current: fc.boolean(),
});

describe('agreedLabel', () => {
  it('is what every current label says, in whatever order, and nothing when two differ', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 6 }), (labels) => {
        const current = labels.filter((one) => one.current);
        const agreed = agreedLabel(labels);
        expect(agreedLabel([...labels].reverse())).toEqual(agreed);
        expect(agreed.contested).toBe(
          current.some((one) => current.some(({ outcome }) => outcome !== one.outcome)),
        );
        const isAgreed = current.length > 0 && !agreed.contested;
        expect(agreed.label).toBe(isAgreed ? (current[0]?.outcome ?? null) : null);
      }),
    );
  });

  it('counts nobody whose newest label is another', () => {
    const labels = [
      { outcome: 'deny' as const, current: false },
      { outcome: 'allow' as const, current: true },
    ];
    expect(agreedLabel(labels)).toEqual({ label: 'allow', contested: false });
  });
});
