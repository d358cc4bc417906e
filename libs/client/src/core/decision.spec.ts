import fc from 'fast-check';
import { decisionOf, sentTextOf } from './decision.js';
import { AcgsError } from './errors.js';
import { CONSTITUTIONAL_HASH } from './openapi.generated.js';

const DECISION = {
  decisionId: '01a213c7-be43-76e3-b3c4-7440974c79f5',
  outcome: 'allow',
  reasons: [{ message: 'It may.' }],
  obligations: [{ id: 'log', properties: {} }],
  pins: { constitutionalHash: CONSTITUTIONAL_HASH },
  decidedAt: '2026-11-25T17:36:27.203Z',
};
const answer = (body: unknown): Parameters<typeof decisionOf>[0] => ({
  status: 200,
  headers: new Headers(),
  body,
});

describe('decisionOf', () => {
  it('gives the decision as it came', () => {
    expect(decisionOf(answer(DECISION))).toBe(DECISION);
  });

  it('takes nothing for a decision that is only like one', () => {
    const member = fc.constantFrom('decisionId', 'outcome', 'reasons', 'obligations', 'pins');
    fc.assert(
      fc.property(member, fc.jsonValue(), (name, value) => {
        fc.pre(!(Array.isArray(value) && value.length === 0 && ['reasons', 'obligations'].includes(name)));
        fc.pre(!(name === 'decisionId' && typeof value === 'string'));
        expect(() => decisionOf(answer({ ...DECISION, [name]: value }))).toThrow(AcgsError);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(() => decisionOf(answer(body))).toThrow(AcgsError);
      }),
    );
  });

  it.each(['ALLOW', 'allow ', ['allow'], true, 'permit', undefined])('knows no outcome %j', (outcome) => {
    expect(() => decisionOf(answer({ ...DECISION, outcome }))).toThrow('not a decision');
  });

  it('takes none of another constitutional hash', () => {
    expect(() => decisionOf(answer({ ...DECISION, pins: { constitutionalHash: 'other' } }))).toThrow(
      AcgsError,
    );
  });
});

describe('sentTextOf', () => {
  const request = (value: unknown): Parameters<typeof sentTextOf>[0] => ({
    subject: { type: 'agent', id: 'a' },
    action: { name: 'do', properties: { value } },
    resource: { type: 'tool', id: 'do' },
  });

  it('sends every JSON value as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(sentTextOf(request(plain)))).toStrictEqual(request(plain));
      }),
    );
  });

  it.each([
    ['a map', new Map([['amount', 5000]])],
    ['a set', new Set([1])],
    ['a function', (): number => 1],
    ['a number without end', Infinity],
    ['a big integer', 10n],
    ['an object that turns into something else', { amount: 5000, toJSON: () => ({ amount: 1 }) }],
    ['a hole in a list', [undefined]],
    ['a symbol', { [Symbol('amount')]: 5000 }],
    ['what it inherits', Object.create({ amount: 5000 }) as object],
    ['bytes', new Uint8Array([1])],
  ])('refuses %s, which the rules would not see', (_name, value) => {
    expect(() => sentTextOf(request(value))).toThrow('"/action/properties/value');
  });

  it('refuses what contains itself, but not the same thing twice', () => {
    const shared = { a: 1 };
    expect(() => sentTextOf(request([shared, shared]))).not.toThrow();
    const ring: unknown[] = [];
    ring.push(ring);
    expect(() => sentTextOf(request(ring))).toThrow(AcgsError);
  });
});
