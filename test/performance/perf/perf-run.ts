import { setTimeout as pause } from 'node:timers/promises';
import { CACHE_ENVIRONMENT, contextOfReads, hitFigures } from '../cached-reads.js';
import { decisionRequests } from '../decision-requests.js';
import { checkGateway } from '../gateway-checks.js';
import { closedLoop } from '../load/closed-loop.js';
import { openLoop, type OpenLoopResult, percentile } from '../load/open-loop.js';
import {
  contextOfInstallation,
  decisionWindow,
  type MeasuredInstallation,
  withMeasuredInstallation,
} from '../measured-installation.js';
import {
  figureAtLeast,
  figureAtMost,
  figureBelow,
  figureOver,
  type Measurement,
  NotMeasurableError,
} from '../measurement.js';
import { FlameGraphs } from '../profile/flame-graphs.js';
import { type ServiceFigures, ServiceWindow } from './service-figures.js';

const POLICIES = 100;
const PER_SECOND = 1000;
const WARM_UP_SECONDS = 5;
const CLOSED_CONNECTIONS = 64;
const READS = 20_000;
const READS_LONG = 400_000;
const TITLE = 'Through the gateway, every decision on disk before it is answered';

export interface PerfOptions {
  readonly targetP99: number;
  readonly long: boolean;
  /** Where flame graphs of the services go; null for none. */
  readonly flameGraphs: string | null;
  readonly progress: (text: string) => void;
}

/** Decisions at a fixed rate, and what they took of the services. */
interface Steady {
  readonly load: OpenLoopResult;
  readonly services: ServiceFigures;
}

/** Measures the whole built system where its users feel it. @throws NotMeasurableError */
export async function runPerf(options: PerfOptions): Promise<Measurement> {
  const { flameGraphs: folder, progress } = options;
  const flames = folder === null ? null : await FlameGraphs.prepare(folder);
  const environment = { ...CACHE_ENVIRONMENT, ...flames?.environment };
  try {
    return await withMeasuredInstallation({ progress, environment, policies: POLICIES }, async (measured) => {
      progress('is the gateway in, the hash enforced?');
      await checkGateway(measured);
      return await measure(measured, options, flames);
    });
  } finally {
    await flames?.clear();
  }
}

async function measure(
  measured: MeasuredInstallation,
  options: PerfOptions,
  flames: FlameGraphs | null,
): Promise<Measurement> {
  const { long, progress } = options;
  const seconds = long ? 120 : 12;
  const { load, services } = await steadyLoad(measured, options, seconds, flames);
  progress('as many decisions as it can');
  const rate = await highestRate(measured, long ? 60 : 5);
  const reads = { origin: measured.installation.url('api-gateway'), reads: long ? READS_LONG : READS };
  const hits = await hitFigures(measured, { ...reads, progress });
  return {
    figures: [
      figureBelow('p99', percentile(load, 99), 'ms', options.targetP99),
      figureAtLeast('rate', rate, 'decisions/s', 2500),
      ...hits,
      figureBelow('pool.use', services.poolUse, 'share', 0.8),
      figureOver('reuse', services.reuse, 'share', 0.9),
      figureAtLeast('compliance', complianceOf(load), 'share', 1),
      figureAtMost('failed', load.failed, 'requests', 0),
    ],
    context: {
      ...contextOf(measured, load, seconds),
      profiled: flames !== null,
      reads: contextOfReads(reads.reads),
    },
    table: [TITLE, ...remarksOn(measured, flames)].join('\n'),
  };
}

/** @throws NotMeasurableError when other decisions are on disk than were answered */
async function steadyLoad(
  measured: MeasuredInstallation,
  options: PerfOptions,
  seconds: number,
  flames: FlameGraphs | null,
): Promise<Steady> {
  const { installation, agent } = measured;
  const plan = {
    origin: installation.url('api-gateway'),
    requests: decisionRequests(agent, POLICIES),
    perSecond: PER_SECOND,
  };
  options.progress('warm-up');
  await openLoop({ ...plan, seconds: WARM_UP_SECONDS });
  await pause(500);
  const onDisk = await decisionWindow(measured, POLICIES);
  await flames?.begin(installation);
  const window = await ServiceWindow.open(installation);
  const load = await openLoop({ ...plan, seconds, progress: tellOf(options, seconds) });
  const services = await window.close();
  await flames?.end(installation);
  await onDisk.close({ served: load.sent - load.failed, failed: load.failed });
  if (services.requests < load.sent - load.failed)
    throw new NotMeasurableError(
      `The gateway passed ${String(load.sent - load.failed)} decisions on, and ${String(services.requests)} requests between services were counted.`,
    );
  return { load, services };
}

const remarksOn = ({ redis }: MeasuredInstallation, flames: FlameGraphs | null): string[] => [
  ...(redis === null
    ? ['redis-server is not installed: hit.redis is not measured, and counts as missed.']
    : []),
  ...(flames === null
    ? []
    : [`Profiling takes time itself: compare these figures with nothing. ${flames.where}`]),
];

const tellOf =
  ({ progress }: PerfOptions, seconds: number) =>
  (so: OpenLoopResult): void => {
    progress(
      `${String(so.sent)} of ${String(PER_SECOND * seconds)} decisions, p99 ${percentile(so, 99).toFixed(1)} ms`,
    );
  };

/** Share of the answers that carried the hash; what was not answered at all is no answer, and none at all is not enough. */
function complianceOf({ answered, withoutHash, statuses }: OpenLoopResult): number {
  const answers = answered - (statuses.get(0) ?? 0);
  return answers === 0 ? 0 : (answers - withoutHash) / answers;
}

async function highestRate(measured: MeasuredInstallation, seconds: number): Promise<number> {
  const { installation, agent } = measured;
  const onDisk = await decisionWindow(measured, POLICIES);
  const { rate, failed, served } = await closedLoop({
    origin: installation.url('api-gateway'),
    requests: decisionRequests(agent, POLICIES),
    connections: CLOSED_CONNECTIONS,
    seconds,
  });
  if (failed > 0) throw new NotMeasurableError(`${String(failed)} requests of the closed loop failed.`);
  await onDisk.close({ served, failed });
  return rate;
}

function contextOf(
  measured: MeasuredInstallation,
  open: OpenLoopResult,
  seconds: number,
): Record<string, unknown> {
  return {
    ...contextOfInstallation(measured),
    loadModel: `p99, pool.use, reuse, compliance, failed: open loop of ${String(PER_SECOND)}/s for ${String(seconds)} s, timed from the due time; rate: closed loop of ${String(CLOSED_CONNECTIONS)} connections`,
    milliseconds: Object.fromEntries(
      [50, 90, 99, 99.9, 100].map((percent) => [`p${String(percent)}`, percentile(open, percent)]),
    ),
  };
}
