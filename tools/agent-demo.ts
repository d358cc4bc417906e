import { localClients } from '@acgs/access';
import { AcgsClient } from '@acgs/client';
import type { AgentRun } from '../examples/client/payments-agent.js';
import { figureAtMost, figureOnly, type Measurement } from '../test/performance/measurement.js';
import { loadDemonstrationRules } from './demonstration.js';
import type { Installation } from './installation/installation.js';
import { withInstallation } from './installation/temporary-installation.js';
import { textTable } from './text-table.js';

const AGENT = 'demo-agent';

/** An agent of one of the frameworks, whose tool calls are governed by the rules of the demonstration. */
export async function agentDemo(
  name: string,
  agent: (acgs: AcgsClient) => Promise<AgentRun>,
  progress: (text: string) => void,
): Promise<Measurement> {
  const run = await withInstallation({ progress }, async (installation) => {
    const admin = await installation.login('admin');
    await installation.decidesBy(await loadDemonstrationRules(admin));
    return agent(await clientOf(installation));
  });
  return measurementOf(name, run);
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
