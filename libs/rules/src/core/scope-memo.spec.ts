import { ScopeMemo } from './scope-memo.js';

const list = Object.freeze(['rule']);

describe('ScopeMemo', () => {
  it('gives back what was set, and nothing for another triple', () => {
    const memo = new ScopeMemo<string>(1000);
    memo.set('agent', 'read', 'file', list);
    expect(memo.get('agent', 'read', 'file')).toBe(list);
    expect(memo.get('agent', 'read', 'mail')).toBeUndefined();
    expect(memo.get('agent', 'write', 'file')).toBeUndefined();
    expect(memo.get('user', 'read', 'file')).toBeUndefined();
  });

  it('keeps at most two generations of names that are asked for once', () => {
    const memo = new ScopeMemo<string>(650);
    for (let i = 0; i < 1000; i++) memo.set('agent', `action-${i}`, 'file', list);
    const kept = Array.from({ length: 1000 }, (_, i) => memo.get('agent', `action-${i}`, 'file')).filter(
      Boolean,
    );
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThanOrEqual(20);
  });

  it('keeps what is asked for often through a flood of other names', () => {
    const memo = new ScopeMemo<string>(650);
    memo.set('agent', 'read', 'file', list);
    for (let i = 0; i < 1000; i++) {
      memo.set('agent', `action-${i}`, 'file', list);
      expect(memo.get('agent', 'read', 'file')).toBe(list);
    }
  });

  it('counts the length of the lists', () => {
    const memo = new ScopeMemo<number>(1000);
    const long = Array.from({ length: 900 }, (_, i) => i);
    for (let i = 0; i < 10; i++) memo.set('agent', `action-${i}`, 'file', long);
    const kept = Array.from({ length: 10 }, (_, i) => memo.get('agent', `action-${i}`, 'file')).filter(
      Boolean,
    );
    expect(kept).toHaveLength(2);
  });
});
