import { textTable } from '../../tools/text-table.js';
import { decisionRequests } from '../performance/decision-requests.js';
import type { OpenLoopResult } from '../performance/load/open-loop.js';
import type { LoadRequest } from '../performance/load/request-sender.js';
import { type MeasuredInstallation, withMeasuredInstallation } from '../performance/measured-installation.js';
import { figureAtMost, figureOnly, type Measurement } from '../performance/measurement.js';
import type { FaultCommand, FaultOptions } from './fault-command.js';
import { loadWhile, statusText } from './load-until.js';
import { breakRedis, type RedisCycle } from './redis-cycles.js';

const POLICIES = 10;
const PER_SECOND = 400;
const BACK_MILLISECONDS = 2000;
/** Nothing that is kept is shown for longer when nothing is heard (docs/caching.md). */
const STALE_MILLISECONDS = 2000;
/** After each decision, one of these is read. */
const READ = [
  '/policies',
  '/policies/policy-1',
  '/policies/policy-1/versions',
  '/constitution',
  '/constitution/versions/1',
];

export const command: FaultCommand = {
  name: 'faults -- redis',
  summary: 'breaks Redis under load and looks for requests that fail and answers that are old',
  run: (options) =>
    withMeasuredInstallation(
      { progress: options.progress, policies: POLICIES, environment: { LOG_LEVEL: 'fatal' } },
      (measured) => measure(measured, options),
    ),
};

async function measure(measured: MeasuredInstallation, options: FaultOptions): Promise<Measurement> {
  const { installation, admin, redis } = measured;
  if (options.control)
    throw new Error('There is no --control of this run: nothing that Redis does makes a promise break.');
  if (redis === null) throw new Error('redis-server is not installed: there is nothing to break.');
  const origins = (['constitutional-core', 'governance-engine', 'api-gateway'] as const).map((name) =>
    installation.url(name),
  );
  const second = await installation.startSecond('governance-engine');
  const load = { origin: installation.url('api-gateway'), requests: mixOf(measured), perSecond: PER_SECOND };
  const { load: sent, result } = await loadWhile(load, () =>
    breakRedis({ redis, origins, admin, other: second.url }, options),
  );
  return measurementOf(sent, result, options);
}

function mixOf({ admin, agent }: MeasuredInstallation): LoadRequest[] {
  return decisionRequests(agent, POLICIES).flatMap((decision, n): LoadRequest[] => [
    decision,
    { method: 'GET', path: `/api/v1${READ[n % READ.length] ?? ''}`, headers: admin.headers, body: null },
  ]);
}

function measurementOf(
  load: OpenLoopResult,
  cycles: readonly RedisCycle[],
  { seed }: FaultOptions,
): Measurement {
  const rows = cycles.map(({ fault, away, back }) => [fault, away.toFixed(0), back.toFixed(0)]);
  return {
    figures: [
      figureOnly('cycles', cycles.length, '', 'higher'),
      figureOnly('acknowledged', load.answered - load.failed, 'requests', 'higher'),
      figureAtMost('failed.requests', load.failed, 'requests', 0),
      figureAtMost('stale.max', Math.max(...cycles.map(({ stale }) => stale)), 'ms', STALE_MILLISECONDS),
      figureAtMost('redis.back.max', Math.max(...cycles.map(({ back }) => back)), 'ms', BACK_MILLISECONDS),
    ],
    context: {
      seed,
      loadModel: `open loop of ${String(PER_SECOND)}/s through the gateway, half decisions, half cached reads; and one client that writes a policy and waits for another process of the engine to show it`,
      statuses: Object.fromEntries(load.statuses),
    },
    table: [
      ...textTable([['Redis is', 'away ms', 'back in use after ms'], ...rows]),
      `seed ${String(seed)}: ${statusText(load)}`,
    ].join('\n'),
  };
}
