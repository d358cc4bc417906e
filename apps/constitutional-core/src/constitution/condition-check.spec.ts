import { ConstitutionDraftSchema } from '@acgs/contracts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkConditions } from './condition-check.js';

const draftOf = (conditions: readonly string[]): ReturnType<typeof ConstitutionDraftSchema.parse> =>
  ConstitutionDraftSchema.parse({
    title: 'T',
    principles: conditions.map((when, index) => ({
      id: `P${String(index)}`,
      title: 'P',
      statement: 'S',
      category: 'c',
      severity: 'low',
      rule: { when, effect: 'forbid', message: 'm' },
    })),
  });

describe('the check of all conditions', () => {
  it('gives each fault the path it has in the whole document', async () => {
    const conditions = Array.from({ length: 75 }, (_, index) => (index % 19 === 0 ? '1 +' : 'true'));
    const faults = await checkConditions(draftOf(conditions));
    expect([...new Set(faults.map(({ path }) => path))]).toStrictEqual(
      [0, 19, 38, 57].map((index) => `/principles/${String(index)}/rule/when`),
    );
  });

  it('lets others in while it goes through a long document', async () => {
    let done = false;
    const check = checkConditions(draftOf(Array.from({ length: 200 }, () => 'true'))).then(
      () => (done = true),
    );
    await nextTurn();
    expect(done).toBe(false);
    await check;
    expect(done).toBe(true);
  });
});
