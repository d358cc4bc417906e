import { AnswerBudget, BatchAllowance } from './answer-budget.js';

describe('the bytes that answers of batches may hold', () => {
  it('are bounded for a batch and for all of them, and come back when nobody waits for a batch any more', () => {
    const budget = new AnswerBudget(10);
    const gone = new AbortController();
    const first = new BatchAllowance(budget, 8, gone.signal);
    const second = new BatchAllowance(budget, 8, new AbortController().signal);
    expect([first.take(8), first.take(1)]).toStrictEqual([null, 'batch']);
    expect([second.take(3), second.take(2)]).toStrictEqual(['process', null]);
    gone.abort();
    expect([second.take(6), second.take(1)]).toStrictEqual([null, 'batch']);
    expect(budget.take(3)).toBe(false);
    expect(budget.take(2)).toBe(true);
  });

  it('are not given back twice', () => {
    const budget = new AnswerBudget(10);
    const gone = new AbortController();
    const allowance = new BatchAllowance(budget, 8, gone.signal);
    allowance.take(4);
    gone.abort();
    gone.abort();
    expect([budget.take(10), budget.take(1)]).toStrictEqual([true, false]);
  });
});
