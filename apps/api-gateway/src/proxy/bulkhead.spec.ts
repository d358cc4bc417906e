import { Bulkhead } from './bulkhead.js';
import { TooManyReportsError } from './proxy.errors.js';

const ENGINE = 'governance-engine';

describe('a bulkhead', () => {
  const bulkhead = (): Bulkhead => new Bulkhead(3, 2, (upstream) => new TooManyReportsError(upstream));

  it('lets in so many, for each service by itself, and again who comes when others have left', () => {
    const reports = bulkhead();
    reports.enter(ENGINE, 'a');
    reports.enter(ENGINE, 'b');
    reports.enter(ENGINE, 'c');
    expect(() => {
      reports.enter(ENGINE, 'd');
    }).toThrow('As many reports of governance-engine are under way');
    expect(reports.tryEnter('integrity-service', 'd')).toBe(true);
    reports.leave(ENGINE, 'a');
    expect(reports.tryEnter(ENGINE, 'd')).toBe(true);
  });

  it('leaves room beside one caller for the others', () => {
    const waits = bulkhead();
    expect([1, 2, 3].map(() => waits.tryEnter(ENGINE, 'a'))).toStrictEqual([true, true, false]);
    expect(waits.tryEnter(ENGINE, 'b')).toBe(true);
    waits.leave(ENGINE, 'a');
    waits.leave(ENGINE, 'b');
    expect(waits.tryEnter(ENGINE, 'a')).toBe(true);
  });
});
