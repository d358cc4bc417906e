import { setTimeout as pause } from 'node:timers/promises';
import { decisionRequests } from '../decision-requests.js';
import { closedLoop } from '../load/closed-loop.js';
import { openLoop, type OpenLoopResult, percentile } from '../load/open-loop.js';
import {
  contextOfInstallation,
  type MeasuredInstallation,
  withMeasuredInstallation,
} from '../measured-installation.js';
import { figureAtLeast, figureAtMost, figureBelow, figureOver, type Measurement } from '../measurement.js';
import { checkWhatIsMeasured, NotMeasurableError, recordedDecisions } from './perf-checks.js';
import { ServiceWindow } from './service-figures.js';

const POLICIES = 100;
const PER_SECOND = 1000;
const WARM_UP_SECONDS = 5;
const CLOSED_CONNECTIONS = 64;

export interface PerfOptions {
  readonly targetP99: number;
  readonly long: boolean;
  readonly progress: (text: string) => void;
}

/** Measures the whole built system where its users feel it. @throws NotMeasurableError */
export function runPerf(options: PerfOptions): Promise<Measurement> {
  return withMeasuredInstallation({ progress: options.progress, policies: POLICIES }, async (measured) => {
    options.progress('is the record on, the gateway in, the hash enforced?');
    await checkWhatIsMeasured(measured);
    return await measure(measured, options);
  });
}

async function measure(measured: MeasuredInstallation, options: PerfOptions): Promise<Measurement> {
  const { installation, agent } = measured;
  const seconds = options.long ? 120 : 12;
  const load = {
    origin: installation.url('api-gateway'),
    requests: decisionRequests(agent, POLICIES),
    perSecond: PER_SECOND,
  };
  options.progress('warm-up');
  await openLoop({ ...load, seconds: WARM_UP_SECONDS });
  await pause(500);
  const [recordedBefore, window] = [
    await recordedDecisions(installation.databaseUrl),
    await ServiceWindow.open(installation),
  ];
  const open = await openLoop({ ...load, seconds, progress: tellOf(options, seconds) });
  const { poolUse, reuse } = await window.close();
  const recorded = (await recordedDecisions(installation.databaseUrl)) - recordedBefore;
  if (recorded !== open.sent - open.failed) {
    throw new NotMeasurableError(
      `${String(open.sent - open.failed)} decisions were answered, ${String(recorded)} are on disk.`,
    );
  }
  options.progress('as many decisions as it can');
  const rate = await highestRate(measured, options.long ? 60 : 6);
  const figures = [
    figureBelow('p99', percentile(open, 99), 'ms', options.targetP99),
    figureAtLeast('rate', rate, 'decisions/s', 2500),
    figureBelow('pool.use', poolUse, 'share', 0.8),
    figureOver('reuse', reuse, 'share', 0.9),
    figureAtLeast('compliance', (open.answered - open.withoutHash) / open.answered, 'share', 1),
    figureAtMost('failed', open.failed, 'requests', 0),
  ];
  return {
    figures,
    context: contextOf(measured, open, seconds),
    table: 'Through the gateway, every decision on disk before it is answered',
  };
}

const tellOf =
  ({ progress }: PerfOptions, seconds: number) =>
  (so: OpenLoopResult): void => {
    progress(
      `${String(so.sent)} of ${String(PER_SECOND * seconds)} decisions, p99 ${percentile(so, 99).toFixed(1)} ms`,
    );
  };

async function highestRate({ installation, agent }: MeasuredInstallation, seconds: number): Promise<number> {
  const [first] = decisionRequests(agent, POLICIES);
  const { rate, failed } = await closedLoop({
    url: `${installation.url('api-gateway')}/api/v1/decisions`,
    headers: first?.headers ?? {},
    bodies: decisionRequests(agent, POLICIES).map(({ body }) => body ?? ''),
    connections: CLOSED_CONNECTIONS,
    seconds,
  });
  if (failed > 0) throw new NotMeasurableError(`${String(failed)} requests of the closed loop failed.`);
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
