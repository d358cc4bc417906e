import { AcgsClient } from '@acgs/client';
import { localClients } from '@acgs/access';
import type { AgentRun } from '../examples/client/payments-agent.js';
import { figureAtMost, figureOnly, type Measurement } from '../test/performance/measurement.js';
import { endProgress, endWith, messageOf, progressLine, readArguments, report } from './command-line.js';
import { loadDemonstrationRules } from './demonstration.js';
import type { Installation } from './installation/installation.js';
import { withInstallation } from './installation/temporary-installation.js';
import { textTable } from './text-table.js';

type Demo = (acgs: AcgsClient) => Promise<AgentRun>;

/** The frameworks are loaded when they are shown, and not before. */
const DEMOS: Readonly<Record<string, () => Promise<Demo>>> = {
  'ai-sdk': async () => (await import('../examples/client/ai-sdk.js')).run,
  langchain: async () => (await import('../examples/client/langchain.js')).run,
};
const AGENT = 'demo-agent';

const { values, positionals } = readArguments(
  {
    usage: 'npm run demo -- NAME [--json]',
    text: `
Shows an agent whose tool calls are governed: starts an installation of its own with the rules of the demonstration, and
lets a script ask for the calls where a model would. Exits with 1 when a tool ran that nobody had allowed.

NAME     ${Object.keys(DEMOS).join(' or ')}: the framework whose tools are wrapped
--json   ends with one line of JSON

The agents are in examples/client; docs/client.md tells how tools are wrapped.`,
  },
  { json: { type: 'boolean', default: false } },
);

const [name = ''] = positionals;
const load = Object.hasOwn(DEMOS, name) ? DEMOS[name] : undefined;
if (load === undefined || positionals.length !== 1) {
  endWith(`Usage: npm run demo -- ${Object.keys(DEMOS).join('|')} [--json]`, 2);
}
try {
  const run = await withInstallation({ progress: progressLine }, async (installation) => {
    const admin = await installation.login('admin');
    await installation.decidesBy(await loadDemonstrationRules(admin));
    return (await load())(await clientOf(installation));
  });
  endProgress();
  report('demo', measurementOf(name, run), values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), 1);
}

async function clientOf(installation: Installation): Promise<AcgsClient> {
  const agent = (await localClients(installation.home)).find(({ id }) => id === AGENT);
  return new AcgsClient({
    baseUrl: installation.url('api-gateway'),
    credentials: { clientId: AGENT, clientSecret: agent?.secret ?? '' },
  });
}

function measurementOf(demo: string, { calls, done, notices, outcomes }: AgentRun): Measurement {
  const allowed = outcomes.filter(({ decision }) => decision?.outcome === 'allow').length;
  const ofOutcome = (outcome: string): number =>
    outcomes.filter(({ decision }) => decision?.outcome === outcome).length;
  const rows = calls.map(({ tool, input, told }) => [tool, JSON.stringify(input), told]);
  return {
    figures: [
      figureOnly('calls.allowed', allowed, '', 'higher'),
      figureOnly('calls.denied', ofOutcome('deny'), '', 'lower'),
      figureOnly('calls.escalated', ofOutcome('escalate'), '', 'lower'),
      figureAtMost('calls.unallowed', done.length - allowed, '', 0),
    ],
    context: { demo },
    table: [
      ...textTable([['the model asks for', 'with', 'and is told'], ...rows]),
      '',
      `Done by the tools: ${done.join('; ')}`,
      `Fulfilled before that: ${notices.map((notice) => `notify-owner ${notice}`).join('; ')}`,
    ].join('\n'),
  };
}
