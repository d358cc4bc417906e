import fc from 'fast-check';
import { inspectDraft } from './draft-inspection.js';

const principle = (id: string, when: unknown): object => ({
  id,
  title: 'P',
  statement: 'S',
  category: 'c',
  severity: 'low',
  rule: { when, effect: 'forbid', message: 'm' },
});

const pathsOf = (faults: readonly { path: string }[]): string[] => faults.map(({ path }) => path);

describe('the inspection of a draft', () => {
  it('fills in the defaults of a sound one', async () => {
    const { draft, shapeFaults, conditionFaults } = await inspectDraft({
      title: 'T',
      principles: [principle('a', 'true')],
    });
    expect([...shapeFaults, ...conditionFaults]).toStrictEqual([]);
    expect(draft).toMatchObject({
      preamble: '',
      principles: [{ rule: { scope: { actions: ['*'] }, obligations: [] } }],
    });
  });

  it('finds faults of the shape and of the conditions in one go', async () => {
    const body = {
      title: 7,
      surplus: true,
      principles: [
        principle('a', 'true'),
        principle('b', '1 +'),
        'no principle',
        principle('d', 5),
        { rule: { when: '&&' } },
      ],
    };
    const { draft, shapeFaults, conditionFaults } = await inspectDraft(body);
    expect(draft).toBeNull();
    expect(pathsOf(shapeFaults)).toStrictEqual(
      expect.arrayContaining([
        '/title',
        '/surplus',
        '/principles/2',
        '/principles/3/rule/when',
        '/principles/4/title',
      ]),
    );
    expect(pathsOf(conditionFaults)).toStrictEqual(['/principles/1/rule/when', '/principles/4/rule/when']);
    expect(conditionFaults[0]).toMatchObject({ line: 1 });
  });

  it('finds the second use of an id', async () => {
    const { shapeFaults } = await inspectDraft({
      title: 'T',
      principles: [principle('a', 'true'), principle('a', 'true')],
    });
    expect(pathsOf(shapeFaults)).toStrictEqual(['/principles/1/id']);
  });

  it('has an answer to whatever JSON is sent, and never both a draft and faults of the shape', async () => {
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ title: fc.jsonValue(), principles: fc.array(fc.jsonValue()) }),
    );
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const { draft, shapeFaults } = await inspectDraft(value);
        expect(draft === null).toBe(shapeFaults.length > 0);
      }),
    );
  });
});
