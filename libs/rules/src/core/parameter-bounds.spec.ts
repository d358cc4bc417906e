import {
  type ConstitutionDraft,
  ConstitutionDraftSchema,
  type PolicyDraft,
  PolicyDraftSchema,
} from '@acgs/contracts';
import { checkPolicy } from './check-rules.js';
import { compileRuleSet } from './rule-set.js';

const policy = (parameter: object, id = 'payments'): PolicyDraft =>
  PolicyDraftSchema.parse({
    id,
    title: 'Payments',
    owner: 'payments',
    rules: [
      {
        id: 'small',
        title: 'Small',
        when: 'action.properties.amount <= params.limit',
        params: { limit: parameter },
        effect: 'permit',
        message: 'Small.',
      },
    ],
  });

const constitution = (bound: object): ConstitutionDraft =>
  ConstitutionDraftSchema.parse({
    title: 'Bounds',
    principles: [
      {
        id: 'bounded',
        title: 'Bounded',
        statement: 'No limit is great.',
        category: 'finance',
        severity: 'high',
        bounds: [bound],
        rule: { when: 'false', effect: 'forbid', message: 'Never.' },
      },
    ],
  });

const DECLARED = { type: 'double', min: 0, max: 1000, default: 500 };

describe('the bounds of parameters', () => {
  it.each([
    ['are inside', { parameter: 'limit', min: 0, max: 1000 }, null],
    ['are of another name', { parameter: 'other', max: 1 }, null],
    ['are for other policies', { policies: ['loans*'], parameter: 'limit', max: 1 }, null],
    [
      'are too high',
      { policies: ['pay*'], parameter: 'limit', max: 900 },
      'max 1000 is above 900, the most which the principle "bounded" allows',
    ],
    [
      'are too low',
      { parameter: 'limit', min: 1 },
      'min 0 is below 1, the least which the principle "bounded" allows',
    ],
  ])('of a policy that %s are found when it is written', (_, bound, message) => {
    const expected = message === null ? [] : [{ path: '/rules/0/params/limit', message }];
    expect(checkPolicy(policy(DECLARED), constitution(bound))).toStrictEqual(expected);
  });

  it('can be kept by numbers alone', () => {
    const text = policy({ type: 'string', values: ['a'], default: 'a' });
    const [fault] = checkPolicy(text, constitution({ parameter: 'limit', max: 1 })).slice(-1);
    expect(fault?.message).toBe('is no number, which the principle "bounded" allows alone');
  });

  const outcome = (bound: object, amount: number): unknown => {
    const { outcome: result, reasons } = compileRuleSet({
      constitution: { version: 1, digest: '', document: constitution(bound) },
      policies: [{ version: 1, digest: '', document: policy(DECLARED) }],
      constitutionalHash: '',
    }).evaluate({
      subject: { type: 'agent', id: 'a', properties: {} },
      action: { name: 'pay', properties: { amount } },
      resource: { type: 'account', id: 'b', properties: {} },
      context: {},
    });
    return [result, reasons.find(({ error }) => error !== null)?.error ?? null];
  };

  it('let a value through that is inside, and no rule permits with one that is not', () => {
    expect(outcome({ parameter: 'limit', max: 500 }, 500)).toStrictEqual(['allow', null]);
    expect(outcome({ parameter: 'limit', max: 500 }, 501)).toStrictEqual(['deny', null]);
    expect(outcome({ parameter: 'limit', max: 499 }, 1)).toStrictEqual([
      'deny',
      'params.limit is 500, which the principle "bounded" does not allow',
    ]);
  });
});
