import { checkScope } from './rules-scope.js';
import { allInScope, ALWAYS, requests, usualRules } from './rules-workload.js';

const asked = requests(96, (n) => (n % 3 === 0 ? 'send' : 'read'));
const usual = { timed: usualRules(100), always: usualRules(100, ALWAYS) };

describe('the rules whose evaluation is timed', () => {
  it('are in scope, as many as is said', () => {
    const all = { timed: allInScope(100), always: allInScope(100, ALWAYS) };
    expect(() => {
      checkScope('usual', usual, asked, [8, 10]);
      checkScope('all', all, asked, [100, 100]);
    }).not.toThrow();
  });

  it('are not few because the index leaves them out', () => {
    const none = { ...usual, always: usualRules(0, ALWAYS) };
    expect(() => {
      checkScope('usual', none, asked, [8, 10]);
    }).toThrow('0 principles are in scope');
  });

  it('are not rules whose conditions can not hold', () => {
    const never = { ...usual, timed: usualRules(100, () => 'false') };
    expect(() => {
      checkScope('usual', never, asked, [8, 10]);
    }).toThrow('no principle forbids');
  });
});
