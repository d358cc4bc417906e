import { type EvaluationRequest, EvaluationRequestSchema } from '@acgs/contracts';
import { evaluateSuite } from '../../tools/evaluate/evaluate-suite.js';
import { deriveFacts } from '../../tools/evaluate/facts.js';
import { select } from '../../tools/evaluate/selection.js';
import { type Suite, userTasksOf } from '../../tools/evaluate/suite.js';
import { type LoadedSuite, loadSuite, scalarsIn, suiteFiles } from './agentdojo-suites.js';

const MARKER = 'written-by-an-attacker';

for (const source of suiteFiles()) {
  (source.there ? describe : describe.skip)(`requests for ${source.name} (AgentDojo needs ACGS_DATA)`, () => {
    it('have the form of the API, and the prompt of the user for injected calls too', async () => {
      const loaded = await loadSuite(source);
      const requests = await requestsOf(loaded);
      const prompts = userTasksOf(loaded.suite).map(({ prompt }) => prompt);

      expect(requests.length).toBeGreaterThan(loaded.suite.tasks.length);
      for (const request of requests) {
        expect(EvaluationRequestSchema.parse(request)).toEqual(request);
        expect(Object.keys(request.context)).toEqual(['prompt', 'facts']);
        expect(prompts).toContain(request.context.prompt);
      }
    });

    it('hold no label: an injected call asks what the same call would ask in the task of the user', async () => {
      const loaded = await loadSuite(source);
      const injected = loaded.suite.tasks.flatMap((task) => (task.kind === 'injection' ? task.calls : []));
      const tasks = userTasksOf(loaded.suite).map((user) => ({
        ...user,
        calls: [...user.calls, ...injected],
      }));
      const ofUsers = await requestsOf({ ...loaded, suite: { ...loaded.suite, tasks } });
      const known = new Set(ofUsers.map((request) => JSON.stringify(request)));
      const requests = await requestsOf(loaded);

      expect(requests.filter((request) => !known.has(JSON.stringify(request)))).toEqual([]);
    });

    it('hold no task id and no goal of an injection', async () => {
      const loaded = await loadSuite(source);
      const text = JSON.stringify(await requestsOf(loaded));
      const labels = loaded.suite.tasks.flatMap((task) => [task.id, ...('goal' in task ? [task.goal] : [])]);

      expect(labels.filter((label) => text.includes(JSON.stringify(label).slice(1, -1)))).toEqual([]);
    });

    it('hold nothing of what an attacker could have written, beside the arguments of the call', async () => {
      const loaded = await loadSuite(source);
      const environment = withMarkers(loaded);
      const marked = { ...loaded, suite: { ...loaded.suite, environment } };
      const requests = await requestsOf(marked);

      expect(scalarsIn(environment)).toContain(MARKER);
      expect(requests[0]?.context.facts).toEqual(deriveFacts(loaded.mapping, loaded.suite.environment));
      expect(JSON.stringify(requests)).not.toContain(MARKER);
    });
  });
}

async function requestsOf({ suite, mapping }: LoadedSuite): Promise<EvaluationRequest[]> {
  const requests: EvaluationRequest[] = [];
  const decide = (request: EvaluationRequest): Promise<{ outcome: 'allow'; reasons: [] }> => {
    requests.push(request);
    return Promise.resolve({ outcome: 'allow', reasons: [] });
  };
  const quietly = { suite, mapping, assistant: 'assistant', progress: () => undefined };
  await evaluateSuite({ ...quietly, decider: { decide } });
  return requests;
}

/** The environment with every text in a place declared untrusted replaced. */
function withMarkers({ suite, mapping }: LoadedSuite): Suite['environment'] {
  const environment = structuredClone(suite.environment);
  for (const { place } of mapping.untrusted.flatMap((path) => select(path, suite.environment).found)) {
    const holder = place.slice(0, -1).reduce<unknown>((value, name) => memberOf(value, name), environment);
    Object.assign(holder as object, {
      [place.at(-1) ?? '']: markedCopy(memberOf(holder, place.at(-1) ?? '')),
    });
  }
  return environment;
}

function memberOf(value: unknown, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}

function markedCopy(value: unknown): unknown {
  if (typeof value === 'string') return MARKER;
  if (Array.isArray(value)) return value.map(markedCopy);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [name, markedCopy(member)]),
  );
}
