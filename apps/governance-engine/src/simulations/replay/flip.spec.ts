import type { FlipReason } from '@acgs/contracts';
import { changeOf, rulesBehind } from './flip.js';

const reason = (rule: string | null, effect: FlipReason['effect'] = 'permit'): FlipReason => ({
  rule,
  code: 'matched',
  effect,
  message: 'm',
  error: null,
});

describe('rulesBehind', () => {
  it('are those that speak on one side alone', () => {
    const recorded = [reason('team/a'), reason('team/b', 'warn')];
    const candidate = [reason('P1', 'forbid'), reason('team/a')];
    expect(rulesBehind(recorded, candidate)).toStrictEqual(['team/b', 'P1']);
  });

  it('are those whose effect is another one', () => {
    const recorded = [reason('team/a'), reason('team/b')];
    expect(rulesBehind(recorded, [reason('team/a', 'forbid'), reason('team/b')])).toStrictEqual(['team/a']);
  });

  it('are all of the candidate where nothing differs, and none where no rule speaks', () => {
    expect(rulesBehind([reason('team/a')], [reason('team/a')])).toStrictEqual(['team/a']);
    expect(rulesBehind([reason(null)], [reason(null)])).toStrictEqual([]);
  });
});

describe('changeOf', () => {
  it('tells by the label which side was right', () => {
    expect(changeOf('allow', 'deny', null)).toBe('unlabelled');
    expect(changeOf('allow', 'deny', 'deny')).toBe('better');
    expect(changeOf('allow', 'deny', 'allow')).toBe('worse');
    expect(changeOf('allow', 'deny', 'escalate')).toBe('neither');
  });
});
