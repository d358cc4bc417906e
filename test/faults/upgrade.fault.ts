import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiClient } from '../../tools/installation/api-client.js';
import { SERVICES, type ServiceName } from '../../tools/installation/service-process.js';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';
import { textTable } from '../../tools/text-table.js';
import { figureAtLeast, figureAtMost, figureOnly, type Measurement } from '../performance/measurement.js';
import { verifiedLog } from '../performance/verified-log.js';
import { CONSTITUTION, POLICY } from './decisions-questions.js';
import type { FaultCommand, FaultOptions } from './fault-command.js';
import { recordedInDatabase } from './recorded-decisions.js';
import { type BothReleases, withBothReleases } from './upgrade/both-releases.js';
import {
  NoPreviousReleaseError,
  type PreviousRelease,
  withPreviousRelease,
} from './upgrade/previous-release.js';
import { RollingLoad } from './upgrade/rolling-load.js';

const STEADY_MILLISECONDS = 2000;
const FAILURES_SHOWN = 5;

export const command: FaultCommand = {
  name: 'faults -- upgrade',
  summary: 'replaces the release before by this one under load, and goes back again',
  run: async (options) => {
    try {
      return await withPreviousRelease(options.progress, (release) =>
        withBothReleases(release.folder, options.progress, (both) => measure(both, release, options)),
      );
    } catch (error) {
      if (!(error instanceof NoPreviousReleaseError)) throw error;
      return { figures: [], context: { skipped: error.message }, table: `Skipped. ${error.message}` };
    }
  },
};

interface Step {
  readonly name: string;
  readonly acknowledged: number;
  readonly failed: number;
}

async function measure(
  both: BothReleases,
  release: PreviousRelease,
  { seed, progress }: FaultOptions,
): Promise<Measurement> {
  const load = await governedLoad(both, seed);
  const steps: Step[] = [];
  const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    progress(name);
    const before = [load.audit.findings().acknowledged, load.failed.length] as const;
    await work();
    await pause(STEADY_MILLISECONDS);
    const { acknowledged } = load.audit.findings();
    steps.push({ name, acknowledged: acknowledged - before[0], failed: load.failed.length - before[1] });
  };
  load.start();
  await step('the release before, alone', () => Promise.resolve());
  await roll(both, load, PROJECT_FOLDER, 'this release', step);
  await roll(both, load, release.folder, 'the release before', step);
  await load.end();
  const log = await comparedWithLog(both, load);
  const { acknowledged, lost, doubled, wrongAllow } = load.audit.findings();
  return {
    figures: [
      figureOnly('acknowledged', acknowledged, 'decisions', 'higher'),
      figureOnly('tokens', load.tokens, 'tokens', 'higher'),
      figureAtMost('failed.requests', load.failed.length, 'requests', 0),
      figureAtMost('lost', lost, 'decisions', 0),
      figureAtMost('doubled', doubled, 'decisions', 0),
      figureAtMost('wrong.allow', wrongAllow, 'decisions', 0),
      figureAtLeast('log.verified', log.leaves, 'leaves', log.decisions),
      figureAtMost('log.astray', log.astray, 'decisions', 0),
    ],
    context: { seed, from: release.ref, loadModel: '6 callers and one who signs in, through the gateway' },
    table: tableOf(steps, load.failed),
  };
}

/** All services of a release are started beside the others, which brings its migrations; then each takes its place in turn. */
async function roll(
  both: BothReleases,
  load: RollingLoad,
  folder: string,
  name: string,
  step: (name: string, work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const started: [ServiceName, Awaited<ReturnType<BothReleases['startBeside']>>][] = [];
  await step(`${name} beside it`, async () => {
    for (const service of SERVICES) started.push([service, await both.startBeside(service, folder)]);
    const engine = started.find(([service]) => service === 'governance-engine')?.[1].url ?? '';
    await load.askAll([both.urlOf('governance-engine'), engine]);
    await load.askAll([engine, both.urlOf('governance-engine')]);
    await activate(both, `${name} is beside it`);
  });
  for (const [service, running] of started) {
    await step(`${service} of ${name}`, () => both.replace(service, running));
  }
  await step(`a policy by ${name}`, () => activate(both, `by ${name}`));
}

async function activate(both: BothReleases, title: string): Promise<void> {
  const admin = await ApiClient.login(both.origin('api-gateway'), both.installation.home, 'admin');
  await admin.expect('POST', '/policies?activate=true', { ...POLICY, title });
}

async function governedLoad(both: BothReleases, seed: number): Promise<RollingLoad> {
  const gateway = both.origin('api-gateway');
  const { home } = both.installation;
  const login = (client: string): Promise<ApiClient> => ApiClient.login(gateway, home, client);
  const [admin, agent, platform, auditor] = [
    await login('admin'),
    await login('demo-agent'),
    await login('platform'),
    await login('auditor'),
  ];
  await admin.expect('POST', '/constitution/versions', CONSTITUTION);
  await activate(both, 'at first');
  await both.installation.decidesBy(1);
  const headers = { 'demo-agent': agent.headers, platform: platform.headers, auditor: auditor.headers };
  return new RollingLoad(gateway, home, seed, headers);
}

/** Every decision on disk once and in the log once, and the log verified by an outsider's program from its first leaf to its last. */
async function comparedWithLog(
  both: BothReleases,
  load: RollingLoad,
): Promise<{ leaves: number; decisions: number; astray: number }> {
  const { databaseUrl, home } = both.installation;
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  while ((await database.query('SELECT FROM acgs.outbox LIMIT 1')).rows.length > 0) await pause(50);
  load.audit.compare(await recordedInDatabase(databaseUrl));
  const { rows } = await database.query<{ decisions: string; astray: string }>(
    `SELECT (SELECT count(*) FROM governance_engine.decisions) AS decisions,
       (SELECT count(*) FROM (
         SELECT decision_id::text AS id FROM governance_engine.decisions
         UNION ALL SELECT entry_id FROM integrity_service.entries WHERE kind = 'decision') AS record
       ) - 2 * (SELECT count(*) FROM governance_engine.decisions JOIN integrity_service.entries
         ON kind = 'decision' AND entry_id = decision_id::text) AS astray`,
  );
  await database.end();
  const auditor = await ApiClient.login(both.origin('api-gateway'), home, 'auditor');
  const { leaves } = await verifiedLog(both.origin('integrity-service'), auditor);
  return { leaves, decisions: Number(rows[0]?.decisions), astray: Number(rows[0]?.astray) };
}

function tableOf(steps: readonly Step[], failed: readonly string[]): string {
  const rows = steps.map(({ name, acknowledged, failed }) => [name, String(acknowledged), String(failed)]);
  return [...textTable([['step', 'decisions', 'failed'], ...rows]), ...failed.slice(0, FAILURES_SHOWN)].join(
    '\n',
  );
}
