import { sharedCondition } from './shared-condition.js';

const request = { subject: {}, action: {}, resource: {}, context: { limit: 1 } };

describe('sharedCondition', () => {
  it('compiles a text once', () => {
    const condition = sharedCondition('context.limit == 1');
    expect(sharedCondition('context.limit == 1')).toBe(condition);
    expect(sharedCondition('context.limit == 2')).not.toBe(condition);
    expect(condition.evaluate(request)).toBe(true);
  });

  it('gives a condition that fails for a text that does not compile', () => {
    const condition = sharedCondition('1 +');
    expect(condition.evaluate(request)).toEqual({ error: expect.stringContaining('does not compile') });
    expect(condition.trace(request)).toMatchObject({ result: condition.evaluate(request), values: [] });
  });
});
