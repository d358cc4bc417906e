import { decisionRequests } from './decision-requests.js';
import { checkGateway } from './gateway-checks.js';
import { closedLoop, type ClosedLoopResult } from './load/closed-loop.js';
import { openLoop, type OpenLoopResult, percentile } from './load/open-loop.js';
import {
  contextOfInstallation,
  decisionWindow,
  type MeasuredInstallation,
  withMeasuredInstallation,
} from './measured-installation.js';
import {
  figureBelow,
  figureOnly,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
} from './measurement.js';

const POLICIES = 100;
const PER_SECOND = 400;
const SLICE_SECONDS = 0.6;
const [PAIRS, PAIRS_LONG] = [16, 200];
const CONNECTIONS = 64;
/** A machine that stands still for a moment sheds some. */
const FAILED_SHARE = 0.01;

export const command: MeasurementCommand = {
  name: 'bench -- gateway',
  summary: 'what the way through the gateway adds to a decision, and how many it passes on',
  run: (options) =>
    withMeasuredInstallation({ progress: options.progress, policies: POLICIES }, (measured) =>
      measure(measured, options),
    ),
};

/** The same requests, straight to the engine and through the gateway. */
interface Pair {
  readonly direct: OpenLoopResult;
  readonly through: OpenLoopResult;
}

async function measure(
  measured: MeasuredInstallation,
  { long, progress }: MeasurementOptions,
): Promise<Measurement> {
  const requests = decisionRequests(measured.agent, POLICIES);
  const slice = (service: 'governance-engine' | 'api-gateway'): Promise<OpenLoopResult> =>
    openLoop({
      origin: measured.installation.url(service),
      requests,
      perSecond: PER_SECOND,
      seconds: SLICE_SECONDS,
    });
  progress('warm-up');
  for (let n = 0; n < 3; n++) {
    await slice('governance-engine');
    await slice('api-gateway');
  }
  await checkGateway(measured);
  const onDisk = await decisionWindow(measured, POLICIES);
  const pairs: Pair[] = [];
  const count = long ? PAIRS_LONG : PAIRS;
  while (pairs.length < count) {
    progress(`pair ${String(pairs.length + 1)} of ${String(count)}`);
    pairs.push(await nextPair(slice, pairs.length % 2 === 0));
  }
  progress('closed loop');
  const rate = await closedLoop({
    origin: measured.installation.url('api-gateway'),
    requests,
    connections: CONNECTIONS,
    seconds: long ? 60 : 4,
  });
  const failed = pairs.reduce(
    (sum, { direct, through }) => sum + direct.failed + through.failed,
    rate.failed,
  );
  const sent = pairs.reduce((sum, { direct, through }) => sum + direct.sent + through.sent, 0);
  if (failed > sent * FAILED_SHARE) {
    throw new Error(`${String(failed)} requests failed: the figures would not tell the truth`);
  }
  const served = sent + rate.served + rate.failed - failed;
  await onDisk.close({ served, failed });
  return measurementOf(measured, pairs, rate, failed);
}

/** The machine has good and bad moments: each side comes first as often as the other. */
async function nextPair(
  slice: (service: 'governance-engine' | 'api-gateway') => Promise<OpenLoopResult>,
  isDirectFirst: boolean,
): Promise<Pair> {
  if (isDirectFirst) return { direct: await slice('governance-engine'), through: await slice('api-gateway') };
  const through = await slice('api-gateway');
  return { through, direct: await slice('governance-engine') };
}

function measurementOf(
  measured: MeasuredInstallation,
  pairs: readonly Pair[],
  rate: ClosedLoopResult,
  failed: number,
): Measurement {
  const [first, ...others] = pairs;
  if (first === undefined) throw new Error('nothing was measured');
  const added = median(pairs.map(({ direct, through }) => percentile(through, 50) - percentile(direct, 50)));
  for (const { direct, through } of others) {
    first.direct.latency.add(direct.latency);
    first.through.latency.add(through.latency);
  }
  const at = (percent: number): string[] =>
    [first.direct, first.through].map((result) =>
      `${percentile(result, percent).toFixed(2)} ms`.padStart(12),
    );
  return {
    figures: [
      figureBelow('gateway.added.p50', added, 'ms', 0.25),
      figureOnly(
        'gateway.added.p99',
        percentile(first.through, 99) - percentile(first.direct, 99),
        'ms',
        'lower',
      ),
      figureOnly('gateway.rate', rate.rate, 'decisions/s', 'higher'),
    ],
    context: {
      ...contextOfInstallation(measured),
      loadModel: `decisions, open loop of ${String(PER_SECOND)}/s timed from the due time, ${String(SLICE_SECONDS)} s straight to the engine and ${String(SLICE_SECONDS)} s through the gateway in turn, ${String(pairs.length)} times; then a closed loop of ${String(CONNECTIONS)} connections`,
      failed,
      statistics: 'p50: median of the differences of each pair; p99: difference of the two over all pairs',
    },
    table: [
      ['', 'direct', 'through'].map((cell) => cell.padStart(12)).join(''),
      ['p50'.padStart(12), ...at(50)].join(''),
      ['p99'.padStart(12), ...at(99)].join(''),
    ].join('\n'),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
