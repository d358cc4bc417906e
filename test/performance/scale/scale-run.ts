import { recordedDecisions } from '../decision-window.js';
import { localClients } from '@acgs/access';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { decisionRequests } from '../decision-requests.js';
import { closedLoop, type ClosedLoopResult } from '../load/closed-loop.js';
import type { LoadRequest } from '../load/request-sender.js';
import { treeSize } from '../log-growth.js';
import type { MeasuredInstallation } from '../measured-installation.js';
import { bytesOf, type Costs, costsOf } from './costs.js';

const CONNECTIONS = 64;
/** For each process, which compiles its code while it answers: one of four in a short run would do little else. */
const WARM_SECONDS = 2;

const LOG_TABLES = ['entries', 'tiles', 'sealed_fields', 'cosignatures'].map(
  (name) => `integrity_service.${name}`,
);

/** A run of so many processes of a part. */
export interface Step extends Costs {
  readonly load: ClosedLoopResult;
  /** Microseconds of processor that sending a request took: on one machine it is taken from the rest. */
  readonly sender: number;
}

/** `bytes` is what a leaf takes on disk. */
export type LogStep = Costs & { readonly bytes: number };

interface StepLoad {
  readonly origin: string;
  readonly requests: readonly LoadRequest[];
  readonly connections: number;
  /** That answer. */
  readonly processes: number;
}

export class ScaleRun {
  /** Requests of all runs that were not answered with success. */
  failed = 0;

  constructor(
    private readonly measured: MeasuredInstallation,
    private readonly database: Client,
    private readonly seconds: number,
  ) {}

  /** Decisions straight to an engine of so many processes that is started for this, each on disk before its answer. */
  async engine(workers: number): Promise<Step> {
    const { installation } = this.measured;
    const { service, url } = await installation.startSecond('governance-engine', {
      WORKERS: String(workers),
    });
    try {
      await untilAllAreReady(url, workers);
      return await this.decisions(url, workers);
    } finally {
      await service.stop();
    }
  }

  /** Through the gateway to the engine of the installation. */
  gateway(): Promise<Step> {
    return this.decisions(this.measured.installation.url('api-gateway'), 1);
  }

  async tokens(): Promise<Step> {
    const { installation } = this.measured;
    const client = (await localClients(installation.home)).find(({ id }) => id === 'demo-agent');
    const credentials = Buffer.from(`demo-agent:${client?.secret ?? ''}`).toString('base64');
    const request: LoadRequest = {
      method: 'POST',
      path: '/api/v1/oauth/token',
      headers: {
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
        authorization: `Basic ${credentials}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    };
    const origin = installation.url('auth-service');
    return this.step({ origin, requests: [request], connections: 16, processes: 1 }, null);
  }

  /** The log takes in all that was decided while it was away. */
  async log(): Promise<LogStep> {
    const { installation } = this.measured;
    const [before, decisions] = await Promise.all([
      bytesOf(this.database, LOG_TABLES),
      recordedDecisions(installation.databaseUrl),
    ]);
    const first = await treeSize(this.database);
    await installation.startService('integrity-service');
    const [costs] = await costsOf(this.database, installation.url('integrity-service'), async () => {
      while (!(await this.isInLog())) await pause(20);
      return [(await treeSize(this.database)) - first, null];
    });
    if (costs.count < decisions)
      throw new Error(`${String(costs.count)} leaves of ${String(decisions)} decisions`);
    return { ...costs, bytes: ((await bytesOf(this.database, LOG_TABLES)) - before) / costs.count };
  }

  /** Of a decision on disk, with its indexes. */
  async bytesOfDecision(): Promise<number> {
    const bytes = await bytesOf(this.database, ['governance_engine.decisions']);
    return bytes / (await recordedDecisions(this.measured.installation.databaseUrl));
  }

  private decisions(origin: string, processes: number): Promise<Step> {
    const { agent, policies, installation } = this.measured;
    const requests = decisionRequests(agent, policies);
    return this.step({ origin, requests, connections: CONNECTIONS, processes }, () =>
      recordedDecisions(installation.databaseUrl),
    );
  }

  /** What was answered must be on disk: `recorded` counts it there, null where nothing is to be recorded. */
  private async step(
    { processes, ...load }: StepLoad,
    recorded: (() => Promise<number>) | null,
  ): Promise<Step> {
    await closedLoop({ ...load, seconds: WARM_SECONDS * processes });
    const before = await recorded?.();
    const processor = process.cpuUsage();
    const [costs, result] = await costsOf(this.database, load.origin, async () => {
      const answered = await closedLoop({ ...load, seconds: this.seconds });
      return [answered.served, answered];
    });
    const { user, system } = process.cpuUsage(processor);
    const after = await recorded?.();
    if (before !== undefined && (after ?? 0) - before < costs.count)
      throw new Error(`${String(costs.count)} decisions were answered, and fewer are on disk`);
    this.failed += result.failed;
    return { ...costs, load: result, sender: (user + system) / costs.count };
  }

  private async isInLog(): Promise<boolean> {
    const { rows } = await this.database.query('SELECT FROM acgs.outbox LIMIT 1');
    return rows.length === 0;
  }
}

/** Connections are handed to the workers in turn: so many new ones in a row have asked all of them. */
async function untilAllAreReady(url: string, workers: number): Promise<void> {
  for (let inARow = 0; inARow < 2 * workers; inARow++) {
    const response = await fetch(`${url}/health/ready`, { headers: { connection: 'close' } });
    await response.arrayBuffer();
    if (response.ok) continue;
    inARow = -1;
    await pause(20);
  }
}
