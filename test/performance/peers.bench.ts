import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textTable } from '../../tools/text-table.js';
import { DECISION_REQUESTS, decisionRequests } from './decision-requests.js';
import { activatePolicies, workloadRequests } from './decisions-workload.js';
import { closedLoop, type ClosedLoopResult } from './load/closed-loop.js';
import {
  decisionWindow,
  type MeasuredInstallation,
  withMeasuredInstallation,
} from './measured-installation.js';
import {
  type Figure,
  figureAtLeast,
  figureAtMost,
  figureOnly,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
} from './measurement.js';
import { cerbosVersion, startCerbos } from './peers/cerbos.js';
import { canPin, pinServer, pinTheRest } from './peers/core-pinning.js';
import { differentAnswers } from './peers/different-answers.js';
import { opaVersion, startOpa } from './peers/opa.js';
import type { Peer, PeerOptions } from './peers/peer.js';

const POLICY_COUNTS = [10, 100, 800] as const;
const CONNECTIONS = 64;
const WARM_UP_SECONDS = 2;
const SECONDS = 2;
const SECONDS_LONG = 30;
/** Where a run that is not long asks the others with their decision log on, too. */
const LOGGED_POLICIES = 100;

/** Starts another engine. `name` stands in the figures. */
interface Contender {
  readonly name: string;
  readonly start: (options: PeerOptions) => Promise<Peer>;
}

interface Row {
  readonly policies: number;
  readonly name: string;
  readonly decisionLog: boolean;
  readonly rate: number;
  /** With the warm-up. */
  readonly served: number;
  /** Share of one core that the load took: near 1 it is the load that is measured. */
  readonly loadUse: number;
  readonly different: number;
}

export const command: MeasurementCommand = {
  name: 'bench -- peers',
  summary: 'the same policies and requests on other engines, one core each',
  run: async (options) => {
    const version = options.opa === null ? null : opaVersion(options.opa);
    pinTheRest();
    return await withMeasuredInstallation({ progress: options.progress, policies: 0 }, (measured) =>
      measure(measured, options, version),
    );
  },
};

async function measure(
  measured: MeasuredInstallation,
  options: MeasurementOptions,
  opa: string | null,
): Promise<Measurement> {
  pinServer(measured.installation.service('governance-engine')?.pid ?? 0);
  const contenders = contendersOf(options);
  const rows: Row[] = [];
  let active = 0;
  for (const policies of POLICY_COUNTS) {
    await activatePolicies(measured.installation, measured.admin, active, policies);
    active = policies;
    const ours = ourPeer(measured, policies);
    const own = { ...options, policies, name: 'acgs', decisionLog: true };
    // Before the others and after them, so that a machine whose speed changes favours nobody.
    const onDisk = await decisionWindow(measured, policies);
    const first = await measuredPeer(ours, ours, own);
    await onDisk.close({ served: first.served, failed: 0 });
    const theirs: Row[] = [];
    for (const { name, start } of contenders) {
      for (const decisionLog of options.long || policies === LOGGED_POLICIES ? [false, true] : [false]) {
        const run = { ...options, policies, name, decisionLog };
        theirs.push(await withPeer(start, { measured, ...run }, (peer) => measuredPeer(peer, ours, run)));
      }
    }
    rows.push(meanOf(first, await measuredPeer(ours, ours, own)), ...theirs);
  }
  return measurementOf(rows, [cerbosVersion, ...(opa === null ? [] : [opa])], options);
}

function contendersOf({ opa }: MeasurementOptions): Contender[] {
  const cerbos = { name: 'cerbos', start: startCerbos };
  return opa === null
    ? [cerbos]
    : [cerbos, { name: 'opa', start: (options: PeerOptions) => startOpa(opa, options) }];
}

function ourPeer({ installation, agent }: MeasuredInstallation, policies: number): Peer {
  return {
    origin: installation.url('governance-engine'),
    requests: decisionRequests(agent, policies),
    isAllowed: (answer) => (answer as { outcome: string }).outcome === 'allow',
    stop: () => Promise.resolve(),
  };
}

async function withPeer<Result>(
  start: Contender['start'],
  {
    measured,
    policies,
    decisionLog,
  }: { measured: MeasuredInstallation; policies: number; decisionLog: boolean },
  use: (peer: Peer) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'acgs-peer-'));
  const questions = workloadRequests(DECISION_REQUESTS, policies, measured.agent.clientId);
  try {
    const peer = await start({ folder, policies, decisionLog, questions });
    try {
      return await use(peer);
    } finally {
      await peer.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measuredPeer(
  peer: Peer,
  ours: Peer,
  run: MeasurementOptions & Pick<Row, 'policies' | 'name' | 'decisionLog'>,
): Promise<Row> {
  const { policies, name, decisionLog } = run;
  run.progress(`${name}, ${String(policies)} policies, decision log ${decisionLog ? 'on' : 'off'}`);
  const different = peer === ours ? 0 : await differentAnswers(ours, peer);
  const { served: before } = await askedOf(peer, WARM_UP_SECONDS);
  const [began, used] = [performance.now(), process.cpuUsage()];
  const { rate, served } = await askedOf(peer, run.long ? SECONDS_LONG : SECONDS);
  const { user, system } = process.cpuUsage(used);
  const loadUse = (user + system) / 1000 / (performance.now() - began);
  return { policies, name, decisionLog, different, rate, served: before + served, loadUse };
}

const meanOf = (first: Row, second: Row): Row => ({
  ...first,
  rate: (first.rate + second.rate) / 2,
  loadUse: Math.max(first.loadUse, second.loadUse),
});

async function askedOf({ origin, requests }: Peer, seconds: number): Promise<ClosedLoopResult> {
  const result = await closedLoop({ origin, requests, connections: CONNECTIONS, seconds });
  if (result.failed > 0)
    throw new Error(
      `${String(result.failed)} requests to ${origin} failed: the figures would not tell the truth`,
    );
  return result;
}

function measurementOf(
  rows: readonly Row[],
  versions: readonly string[],
  { long }: MeasurementOptions,
): Measurement {
  const different = rows.reduce((sum, row) => sum + row.different, 0);
  return {
    figures: [
      ...rows.filter(({ name }) => name !== 'acgs').map((row) => ratioOf(row, rows)),
      figureAtMost('answers.different', different, 'answers', 0),
    ],
    context: {
      loadModel: `closed loop of ${String(CONNECTIONS)} connections over HTTP, ${String(long ? SECONDS_LONG : SECONDS)} s each after ${String(WARM_UP_SECONDS)} s of warm-up; ours before and after the others, the mean of both`,
      peers: versions,
      on: 'acgs: one engine process, tokens, hash guard, three principles more than the others, every decision on disk before it is answered. The others: their HTTP API, decision log off and on (not awaited; on at 100 policies alone in a run that is not long)',
      cores: canPin
        ? 'the server has one core; the load has the others, with PostgreSQL where it is ours'
        : 'shared: taskset is not there, or there is one core',
      rows,
    },
    table: textTable([
      ['engine', 'policies', 'decision log', 'decisions/s', 'load on its core', 'different answers'],
      ...rows.map((row) => [
        row.name,
        String(row.policies),
        row.decisionLog ? 'on' : 'off',
        row.rate.toFixed(0),
        row.loadUse.toFixed(2),
        String(row.different),
      ]),
    ]).join('\n'),
  };
}

/** Ours with the record on disk, over theirs. */
function ratioOf({ policies, name, decisionLog, rate }: Row, rows: readonly Row[]): Figure {
  const ours = rows.find((row) => row.name === 'acgs' && row.policies === policies)?.rate ?? Number.NaN;
  const figure = `${name}.${decisionLog ? 'logged.' : ''}ratio.${String(policies)}`;
  if (figure === 'cerbos.ratio.100') return figureAtLeast(figure, ours / rate, '', 3);
  return figureOnly(figure, ours / rate, '', 'higher');
}
