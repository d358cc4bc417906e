import type { MutantStatus } from '@stryker-mutator/api/core';
import { scoreOf } from './mutation-score.js';

const mutants = (...statuses: MutantStatus[]): { status: MutantStatus }[] =>
  statuses.map((status) => ({ status }));

describe('scoreOf', () => {
  it('counts what no spec reaches as not noticed', () => {
    expect(scoreOf(mutants('Killed', 'Timeout', 'Survived', 'NoCoverage'))).toStrictEqual({
      noticed: 2,
      counted: 4,
      share: 0.5,
    });
  });

  it('leaves out what can not be judged', () => {
    expect(scoreOf(mutants('Killed', 'Ignored', 'CompileError', 'RuntimeError'))).toMatchObject({
      counted: 1,
      share: 1,
    });
  });

  it('has no share of nothing', () => {
    expect(scoreOf(mutants('Ignored')).share).toBeNaN();
  });
});
