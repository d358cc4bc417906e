import { ConstitutionDraftSchema, PolicyDraftSchema } from '@acgs/contracts';
import { searchSpace } from '@acgs/evolution';
import { documentWith, genomeWith } from './parameter-setting.js';

const document = PolicyDraftSchema.parse({
  ...{ id: 'payments', title: 'Payments', owner: 'payments' },
  rules: [
    {
      ...{ id: 'pay', title: 'Pay', effect: 'permit', message: 'Yes.' },
      when: 'action.properties.amount <= params.limit',
      params: { limit: { type: 'double', min: 0, max: 10_000, default: 9000 } },
    },
  ],
});
/** Ratified after the policy was activated. */
const constitution = ConstitutionDraftSchema.parse({
  title: 'Constitution',
  principles: [
    {
      ...{ id: 'p', title: 'P', statement: '-', category: '-', severity: 'low' },
      bounds: [{ parameter: 'limit', max: 5000 }],
      rule: { when: 'action.properties.amount > 8000.0', effect: 'forbid', message: 'Never.' },
    },
  ],
});
const tuned = { document, space: searchSpace(document, constitution, null) };

describe('the policy of a candidate', () => {
  it('is proposed as it was scored: with the bounds of the principles where these are narrower', () => {
    const proposed = documentWith(tuned, [{ rule: 'pay', parameter: 'limit', value: 3000 }]);
    expect(proposed.rules[0]?.params?.limit).toStrictEqual({
      type: 'double',
      min: 0,
      max: 5000,
      default: 3000,
    });
    expect(proposed).toStrictEqual(tuned.space.apply(document, [3000]));
  });

  it('is as near to its settings as the bounds of now let it be', () => {
    expect(genomeWith(tuned, [{ rule: 'pay', parameter: 'limit', value: 8000 }])).toStrictEqual([5000]);
  });
});
