import type { Installation } from '../../tools/installation/installation.js';
import { withInstallation } from '../../tools/installation/temporary-installation.js';
import { TraceReceiver } from '../support/trace-receiver.js';
import { decisionRequests } from './decision-requests.js';
import { activatePolicies, workloadConstitution } from './decisions-workload.js';
import { checkDurable } from './durability.js';
import { closedLoop } from './load/closed-loop.js';
import { decisionWindow } from './measured-installation.js';
import {
  figureAtMost,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
  NotMeasurableError,
} from './measurement.js';

const POLICIES = 100;
const CONNECTIONS = 16;
const SLICE_SECONDS = 1.5;
const [ROUNDS, ROUNDS_LONG] = [6, 60];
/** Of the requests, that are traced; null is without a receiver. */
const SHARES = [null, 0.01, 1] as const;
const WARM_UP_ROUNDS = 2;
/** A service that is busy throws spans away rather than wait; then it has not paid for all. */
const SENT_SHARE = 0.5;
/** Of a server, by OTLP: one for each request that is traced. */
const SERVER = 2;

export const command: MeasurementCommand = {
  name: 'bench -- tracing',
  summary: 'what traces cost an engine: none, one request in a hundred, and all of them',
  run: async (options) => {
    const receiver = await TraceReceiver.open();
    try {
      return await withInstallation({ progress: options.progress }, (installation) =>
        measure(installation, receiver, options),
      );
    } finally {
      await receiver.close();
    }
  },
};

interface Engine {
  readonly name: string;
  /** Of its requests, that is traced. */
  readonly share: number;
  readonly url: string;
  readonly rates: number[];
}

async function measure(
  installation: Installation,
  receiver: TraceReceiver,
  { long, progress }: MeasurementOptions,
): Promise<Measurement> {
  const admin = await installation.login('admin');
  await admin.expect('POST', '/constitution/versions', workloadConstitution());
  await activatePolicies(installation, admin, 0, POLICIES);
  const engines = await enginesOf(installation, receiver.url);
  const agent = await installation.login('demo-agent');
  const requests = decisionRequests(agent, POLICIES);
  const rounds = long ? ROUNDS_LONG : ROUNDS;
  await checkDurable(installation.databaseUrl);
  const onDisk = await decisionWindow({ installation, agent }, POLICIES);
  const all = { served: 0, traced: 0 };
  for (let round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
    progress(round < 1 ? 'warm-up' : `round ${String(round)} of ${String(rounds)}`);
    // Who comes first changes: the machine has good and bad moments.
    for (const engine of round % 2 === 0 ? engines : engines.toReversed()) {
      const options = { origin: engine.url, requests, connections: CONNECTIONS, seconds: SLICE_SECONDS };
      const { rate, served, failed } = await closedLoop(options);
      if (failed > 0)
        throw new Error(`${String(failed)} requests failed: the figures would not tell the truth`);
      all.served += served;
      all.traced += served * engine.share;
      if (round > 0) engine.rates.push(rate);
    }
  }
  await onDisk.close({ served: all.served, failed: 0 });
  const spans = receiver.spans.filter(({ kind }) => kind === SERVER).length;
  if (spans < all.traced * SENT_SHARE) {
    throw new NotMeasurableError(
      `${all.traced.toFixed(0)} requests were to be traced, and ${String(spans)} came to the receiver.`,
    );
  }
  return measurementOf(engines, receiver.spans.length);
}

/** All of them second ones: what the first of an installation does besides is no cost of traces. */
async function enginesOf(installation: Installation, receiver: string): Promise<Engine[]> {
  const engines: Engine[] = [];
  for (const share of SHARES) {
    const traced: Record<string, string> =
      share === null ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: receiver, OTEL_TRACES_SAMPLER_ARG: String(share) };
    const { url } = await installation.startSecond('governance-engine', traced);
    engines.push({ name: share === null ? 'off' : String(share), share: share ?? 0, url, rates: [] });
  }
  return engines;
}

function measurementOf(engines: readonly Engine[], spans: number): Measurement {
  const [off = Number.NaN, some = Number.NaN, all = Number.NaN] = engines.map(({ rates }) => median(rates));
  return {
    figures: [
      figureAtMost('tracing.cost.sampled', 1 - some / off, 'of the rate', 0.05),
      figureAtMost('tracing.cost.all', 1 - all / off, 'of the rate', 0.4),
    ],
    context: {
      loadModel: `decisions straight to an engine, closed loop of ${String(CONNECTIONS)} connections, ${String(SLICE_SECONDS)} s for each of three engines in turn, ${String(engines[0]?.rates.length ?? 0)} times`,
      on: `one engine process each, on one database; ${String(POLICIES)} policies, access tokens, fsync; load, receiver of traces and PostgreSQL share the machine`,
      statistics: 'medians of the rates',
      spans,
    },
    table: engines
      .map(({ name, rates }) => `${name.padStart(6)}  ${median(rates).toFixed(0).padStart(6)} decisions/s`)
      .join('\n'),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
