import {
  type ConstitutionDraft,
  ConstitutionDraftSchema,
  digestOf,
  PolicyDraftSchema,
} from '@acgs/contracts';
import { policyTestFaults, policyTestFaultsInSlices } from './policy-tests.js';

const request = (amount: number, name = 'spend') => ({
  subject: { type: 'agent', id: 'a' },
  action: { name, properties: { amount } },
  resource: { type: 'account', id: '1' },
});

const policy = (...tests: object[]) =>
  PolicyDraftSchema.parse({
    id: 'spending',
    title: 'Spending',
    owner: 'team',
    rules: [
      {
        id: 'small',
        title: 'Small sums',
        when: 'action.properties.amount <= 100',
        effect: 'permit',
        message: 'Small.',
      },
    ],
    tests,
  });

const CONSTITUTION = ConstitutionDraftSchema.parse({
  title: 'Test',
  principles: [
    {
      id: 'P1',
      title: 'Principle',
      statement: 'For people.',
      category: 'safety',
      severity: 'low',
      rule: {
        scope: { actions: ['spend'] },
        when: 'action.properties.amount > 50',
        effect: 'escalate',
        message: 'A person.',
      },
    },
  ],
});

async function faultsOf(
  tested: ReturnType<typeof policy>,
  constitution: ConstitutionDraft | null,
): Promise<[string, string][]> {
  const faults = policyTestFaults(tested, constitution);
  expect(await policyTestFaultsInSlices(tested, constitution)).toEqual(faults);
  return faults.map(({ path, message }) => [path, message]);
}

describe('the tests of a policy', () => {
  it('are named by their place when the outcome is another', async () => {
    const tested = policy(
      { name: 'small', request: request(100), outcome: 'allow' },
      { name: 'great', request: request(101), outcome: 'allow' },
      { name: 'greater', request: request(200), outcome: 'escalate' },
    );
    expect(await faultsOf(tested, null)).toEqual([
      ['/tests/1', 'must be allow, and is deny'],
      ['/tests/2', 'must be escalate, and is deny'],
    ]);
  });

  it('are run under the constitution, so that what it stops is no allow', async () => {
    const tested = policy(
      { name: 'within', request: request(50), outcome: 'allow' },
      { name: 'stopped', request: request(60), outcome: 'escalate' },
      { name: 'believed to pass', request: request(60), outcome: 'allow' },
      { name: 'out of its scope', request: request(60, 'give'), outcome: 'allow' },
    );
    expect(await faultsOf(tested, CONSTITUTION)).toEqual([['/tests/2', 'must be allow, and is escalate']]);
  });

  it('may be left out, which changes no digest', async () => {
    const { tests, ...without } = policy();
    expect(tests).toEqual([]);
    const parsed = PolicyDraftSchema.parse(without);
    expect(await faultsOf(parsed, CONSTITUTION)).toEqual([]);
    expect(digestOf(parsed)).toBe(digestOf(without));
    expect('tests' in parsed).toBe(false);
  });
});
