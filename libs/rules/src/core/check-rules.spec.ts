import { ConstitutionDraftSchema, PolicyDraftSchema } from '@acgs/contracts';
import { checkConstitution, checkPolicy } from './check-rules.js';

function constitution(...conditions: string[]) {
  const principles = conditions.map((when, i) => ({
    id: `P${i}`,
    title: 'Principle',
    statement: 'For people.',
    category: 'safety',
    severity: 'low',
    rule: { effect: 'forbid', message: 'no', when },
  }));
  return ConstitutionDraftSchema.parse({ title: 'Test', principles });
}

function policy(...conditions: string[]) {
  const rules = conditions.map((when, i) => ({
    id: `r${i}`,
    title: 'Rule',
    effect: 'permit',
    message: 'yes',
    when,
  }));
  return PolicyDraftSchema.parse({ id: 'p', title: 'Test', owner: 'team', rules });
}

describe('checking documents', () => {
  it('finds nothing in sound conditions', () => {
    expect(checkConstitution(constitution('true', 'action.name == "read"'))).toEqual([]);
    expect(checkPolicy(policy('true'))).toEqual([]);
  });

  it('finds the faults of every condition at once, by path, line and column', () => {
    const conditions = ['true', '1 +', 'action.name ==\n  "read" &&& true'];
    const faults = checkConstitution(constitution(...conditions));
    expect(new Set(faults.map(({ path }) => path))).toEqual(
      new Set(['/principles/1/rule/when', '/principles/2/rule/when']),
    );
    expect(faults.at(-1)).toMatchObject({ line: 2 });
    expect(checkPolicy(policy(...conditions)).map(({ path }) => path)).toContain('/rules/2/when');
  });

  it('passes suggestions on', () => {
    const [fault] = checkPolicy(policy('subjet.type == "agent"'));
    expect(fault).toMatchObject({ path: '/rules/0/when', line: 1, column: 1 });
    expect(fault?.suggestion).toContain('subject');
  });
});
