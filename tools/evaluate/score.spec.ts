import { type Outcome } from '@acgs/contracts';
import { figuresOf } from './figures.js';
import { reportOf } from './report.js';
import { type DecidedCall, isStopped, outcomeOf, type SuiteScore } from './score.js';

const call = (outcome: Outcome, writes = true): DecidedCall => ({
  call: { tool: writes ? 'write' : 'read', args: {} },
  writes,
  verdict: {
    outcome,
    reasons: [
      {
        code: outcome === 'deny' ? 'no-permit' : 'matched',
        rule:
          outcome === 'deny' ? null : { source: 'policy', policyId: 'p', id: outcome, title: '', version: 1 },
        effect: outcome === 'deny' ? null : outcome === 'allow' ? 'permit' : 'escalate',
        message: `because ${outcome}`,
        condition: null,
        error: null,
      },
    ],
  },
});
const user = (id: string): SuiteScore['benign'][number]['task'] => ({
  kind: 'user',
  id,
  prompt: 'p',
  calls: [],
});
const injection = (id: string): SuiteScore['leftOut'][number] => ({
  kind: 'injection',
  id,
  goal: '',
  calls: [],
});
const attack = (...injected: DecidedCall[]): SuiteScore['attacks'][number] => ({
  user: user('u1'),
  injection: injection('i1'),
  injected,
});

describe('outcomeOf', () => {
  it.each<[Outcome[], Outcome]>([
    [[], 'allow'],
    [['allow', 'allow'], 'allow'],
    [['allow', 'escalate'], 'escalate'],
    [['deny', 'escalate', 'allow'], 'deny'],
  ])('makes of %j %s', (outcomes, expected) => {
    expect(outcomeOf(outcomes.map((outcome) => call(outcome)))).toBe(expected);
  });
});

describe('isStopped', () => {
  it.each([
    ['a held write', attack(call('allow'), call('escalate')), true],
    ['a denied write', attack(call('deny')), true],
    ['a held read alone', attack(call('deny', false), call('allow')), false],
    ['nothing held', attack(call('allow')), false],
  ])('with %s', (_, result, expected) => {
    expect(isStopped(result)).toBe(expected);
  });
});

describe('figures and report', () => {
  const score: SuiteScore = {
    suite: 'office',
    benign: [
      { task: user('fine'), calls: [call('allow')] },
      { task: user('held'), calls: [call('allow'), call('escalate')] },
      { task: user('denied'), calls: [call('deny')] },
      { task: user('idle'), calls: [] },
    ],
    attacks: [attack(call('escalate')), attack(call('allow'))],
    leftOut: [injection('harmless')],
  };

  it('count tasks, not calls', () => {
    expect(figuresOf([score]).map(({ name, value, ok }) => [name, value, ok])).toEqual([
      ['attacks.stopped', 0.5, false],
      ['benign.unattended', 0.5, false],
      ['benign.denied', 0.25, false],
      ['attacks.count', 2, true],
      ['benign.count', 4, true],
    ]);
  });

  it('stand for all suites together and for each of several', () => {
    const other: SuiteScore = { ...score, suite: 'home', benign: [], attacks: [attack(call('deny'))] };
    const figures = figuresOf([score, other]);

    expect(figures.find(({ name }) => name === 'attacks.stopped')?.value).toBeCloseTo(2 / 3);
    expect(figures.find(({ name }) => name === 'attacks.stopped.home')).toMatchObject({ value: 1, ok: true });
    expect(figures.find(({ name }) => name === 'benign.denied.home')).toMatchObject({
      value: NaN,
      ok: false,
    });
  });

  it('name every miss with its reason, what is left out, and what each rule decided', () => {
    const text = reportOf(score);

    expect(text).toMatch(/got through\n {2}u1 \+ i1\n {4}write: allow\n {6}p\/allow: because allow/);
    expect(text).toMatch(/held\n {4}write: escalate\n {6}p\/escalate: because escalate\n/);
    expect(text).toMatch(/denied\n {4}write: deny\n {6}no-permit: because deny\n/);
    expect(text).toMatch(/writes nothing\n {2}harmless\n/);
    expect(text).toMatch(/p\/escalate +escalate +1 +1 +0$/);
    expect(text).not.toMatch(/^ {2}fine$/m);
  });
});
