import { PageQuerySchema } from './pagination.js';

describe('the limit of a page', () => {
  it.each([
    [{}, 50],
    [{ limit: '1' }, 1],
    [{ limit: '500' }, 500],
  ])('%j is %i', (query, limit) => {
    expect(PageQuerySchema.parse(query).limit).toBe(limit);
  });

  it.each(['', '0', '501', '1e2', '0x10', '0b1', '1.0', '+1', '-1', ' 1', '1 ', '१', ['1', '2']])(
    'is not %j',
    (limit) => {
      expect(PageQuerySchema.safeParse({ limit }).error?.issues).toMatchObject([{ path: ['limit'] }]);
    },
  );
});
