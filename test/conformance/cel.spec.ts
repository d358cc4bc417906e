import { LEFT_OUT, runCelSuite } from './cel-suite.js';

describe('the conformance cases of the CEL specification', () => {
  const result = runCelSuite();

  it('pass, all that are not left out by name', () => {
    expect(result.failures).toEqual([]);
    expect(result.failed).toBe(0);
  });

  it('are more than a thousand', () => {
    expect(result.passed).toBeGreaterThan(1000);
  });

  it.each([...LEFT_OUT])('leave out the group %s: %s', (group) => {
    expect(result.groupsLeftOut).toContain(group);
  });
});
