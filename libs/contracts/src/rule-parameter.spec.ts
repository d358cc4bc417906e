import { ParameterBoundSchema, RuleParametersSchema } from './rule-parameter.js';

describe('the parameters of a rule', () => {
  it.each<[string, object]>([
    ['a double', { type: 'double', min: 0, max: 1, default: 0.5 }],
    ['an int', { type: 'int', min: -1, max: 1, default: 0 }],
    ['a choice', { type: 'string', values: ['a', 'b'], default: 'b' }],
    ['a bool', { type: 'bool', default: false }],
  ])('can be %s', (_, parameter) => {
    expect(RuleParametersSchema.parse({ limit: parameter })).toStrictEqual({ limit: parameter });
  });

  it.each<[string, object]>([
    ['without bounds', { type: 'double', default: 1 }],
    ['without a default', { type: 'double', min: 0, max: 1 }],
    ['with a default outside', { type: 'double', min: 0, max: 1, default: 2 }],
    ['with bounds the wrong way round', { type: 'double', min: 1, max: 0, default: 0.5 }],
    ['that is not a number', { type: 'double', min: 0, max: 1, default: Number.NaN }],
    ['without an end', { type: 'double', min: 0, max: Number.POSITIVE_INFINITY, default: 1 }],
    ['that is half an int', { type: 'int', min: 0, max: 1, default: 0.5 }],
    ['with a default that is no choice', { type: 'string', values: ['a'], default: 'b' }],
    ['with a member too many', { type: 'bool', default: true, min: 0 }],
  ])('can be none %s', (_, parameter) => {
    expect(RuleParametersSchema.safeParse({ limit: parameter }).success).toBe(false);
  });

  it('have names that conditions can say, and are not too many', () => {
    const parameter = { type: 'bool', default: true };
    for (const name of ['a-b', '1a', '_a', '', 'a'.repeat(65)]) {
      expect(RuleParametersSchema.safeParse({ [name]: parameter }).success).toBe(false);
    }
    const many = (count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${String(at)}`, parameter]));
    expect(RuleParametersSchema.safeParse(many(32)).success).toBe(true);
    expect(RuleParametersSchema.safeParse(many(33)).success).toBe(false);
  });

  it('are bounded by a min, a max, or both the right way round', () => {
    const isBound = (bound: object): boolean =>
      ParameterBoundSchema.safeParse({ parameter: 'limit', ...bound }).success;
    expect([{ min: 0 }, { max: 0 }, { min: 0, max: 0 }, {}, { min: 1, max: 0 }].map(isBound)).toStrictEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
