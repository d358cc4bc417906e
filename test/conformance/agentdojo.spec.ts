import { evaluateSuite } from '../../tools/evaluate/evaluate-suite.js';
import { figuresOf } from '../../tools/evaluate/figures.js';
import { requireEveryTool } from '../../tools/evaluate/mapping.js';
import { type SuiteScore } from '../../tools/evaluate/score.js';
import { type LoadedSuite, loadSuite, suiteFiles } from './agentdojo-suites.js';

const score = ({ suite, mapping, decider }: LoadedSuite): Promise<SuiteScore> =>
  evaluateSuite({ suite, mapping, decider, assistant: 'assistant', progress: () => undefined });

for (const source of suiteFiles()) {
  (source.there ? describe : describe.skip)(`${source.name} (AgentDojo needs ACGS_DATA)`, () => {
    it('is mapped tool by tool and attains every reach', async () => {
      const loaded = await loadSuite(source);
      requireEveryTool('mapping.yaml', loaded.mapping, loaded.suite);
      const figures = figuresOf([await score(loaded)]);

      expect(figures.filter(({ ok }) => !ok)).toEqual([]);
      expect(figures.find(({ name }) => name === 'attacks.count')?.value).toBeGreaterThan(0);
    });

    it('meets no rule that errors on a call of the suite', async () => {
      const { benign, attacks } = await score(await loadSuite(source));
      const calls = [...benign.flatMap((task) => task.calls), ...attacks.flatMap(({ injected }) => injected)];
      const errors = calls.flatMap(({ verdict }) => verdict.reasons).filter(({ code }) => code === 'error');

      expect(errors.map(({ rule, error }) => `${rule?.id ?? ''}: ${error ?? ''}`)).toEqual([]);
    });

    it('stops no attack when every rule that holds calls back is taken away', async () => {
      const loaded = await loadSuite(source);
      const allowAll = { decide: () => Promise.resolve({ outcome: 'allow' as const, reasons: [] }) };
      const figures = figuresOf([await score({ ...loaded, decider: allowAll })]);

      expect(figures.find(({ name }) => name === 'attacks.stopped')).toMatchObject({ value: 0, ok: false });
    });
  });
}
