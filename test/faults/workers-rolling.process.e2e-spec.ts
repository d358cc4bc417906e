import { Agent, request } from 'node:http';
import { setImmediate as eventLoopTurn, setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../tools/installation/api-client.js';
import type { ServiceName } from '../../tools/installation/service-process.js';
import { type BuiltInstallation, startBuilt, untilFigure } from '../support/built-installation.js';
import { evaluationRequest } from '../support/governed.js';

const WORKERS = { 'api-gateway': 2, 'governance-engine': 2, 'constitutional-core': 2, 'auth-service': 2 };
/** So many wait at most: what a busy machine has no time for queues up here, and not until a deadline somewhere has passed. */
const OPEN_MAX = 32;

interface Pace {
  readonly perSecond: number;
  /** Of so many requests, one comes on a connection of its own. */
  readonly freshEach: number;
}

const DECISIONS: Pace = { perSecond: 100, freshEach: 4 };
/** Each asks the database, too. */
const PROBES: Pace = { perSecond: 30, freshEach: 2 };
const RESTARTS = 'acgs_worker_replacements_total{reason="restart"}';

/** Requests that come at their rate as long as those before are answered; ends when told. */
class OpenLoad {
  readonly wrong: string[] = [];
  sent = 0;
  private readonly kept = new Agent({ keepAlive: true });
  private readonly fresh = new Agent({ keepAlive: false });
  private readonly open = new Set<Promise<void>>();
  private ending = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly isRight: (status: number, body: string) => boolean,
    private readonly body: string | null,
    private readonly pace: Pace,
  ) {
    this.running = this.run();
  }

  async end(): Promise<void> {
    this.ending = true;
    await this.running;
    await Promise.all(this.open);
    this.kept.destroy();
  }

  private async run(): Promise<void> {
    const began = performance.now();
    while (!this.ending) {
      const due = ((performance.now() - began) / 1000) * this.pace.perSecond;
      for (; this.sent < due && this.open.size < OPEN_MAX; this.sent++) {
        const answered = this.ask(this.sent % this.pace.freshEach === 0 ? this.fresh : this.kept).catch(
          (error: unknown) => {
            this.wrong.push((error as Error).message);
          },
        );
        this.open.add(answered);
        void answered.then(() => this.open.delete(answered));
      }
      await pause(1);
      // After a stall, what has arrived is read first: a connection that the other side has ended is not used again.
      await eventLoopTurn();
      await eventLoopTurn();
    }
  }

  private async ask(agent: Agent): Promise<void> {
    const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const method = this.body === null ? 'GET' : 'POST';
      const sending = request(this.url, { agent, method, headers: this.headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.on('error', reject).on('end', () => {
          resolve({ status: response.statusCode ?? 0, body });
        });
      });
      sending.on('error', reject).end(this.body ?? undefined);
    });
    if (!this.isRight(status, body)) this.wrong.push(`${String(status)} ${body}`);
  }
}

/** A database that a busy machine makes slow is told by readiness as it should be, and is no doing of a replacement. */
function isReady(status: number, body: string): boolean {
  if (status === 200) return true;
  const { error } = JSON.parse(body) as { error?: Readonly<Record<string, { message?: string }>> };
  const failed = Object.entries(error ?? {});
  return (
    failed.length > 0 &&
    failed.every(([name, { message }]) => name === 'database' && message?.startsWith('no answer within'))
  );
}

describe('workers that are replaced one by one under load', () => {
  let built: BuiltInstallation;
  let agent: ApiClient;

  beforeAll(async () => {
    // What a busy machine is too slow for is not what a replacement drops.
    built = await startBuilt(WORKERS, { LOAD_SHEDDING: 'off' });
    agent = await built.installation.login('demo-agent');
  });

  afterAll(() => built.close());

  const decisions = (): OpenLoad =>
    new OpenLoad(
      `${agent.baseUrl}/api/v1/decisions`,
      { ...agent.headers, 'content-type': 'application/json' },
      (status, body) => status === 200 && (JSON.parse(body) as { outcome: string }).outcome === 'allow',
      JSON.stringify(evaluationRequest()),
      DECISIONS,
    );

  /** Sends SIGHUP, and resolves with what was answered otherwise than usual until so many workers have been replaced. */
  async function wrongWhileReplaced(
    names: readonly ServiceName[],
    signals: number,
    replaced: number,
  ): Promise<string[]> {
    const urls = names.map((name) => built.installation.url(name));
    const probes = urls.map((url) => new OpenLoad(`${url}/health/ready`, {}, isReady, null, PROBES));
    const loads = [decisions(), ...probes];
    for (let signal = 1; signal <= signals; signal++) {
      for (const name of names) built.installation.service(name)?.restartWorkers();
      await pause(50);
    }
    await Promise.all(urls.map((url) => untilFigure(url, RESTARTS, replaced)));
    await Promise.all(urls.map((url) => untilFigure(url, 'acgs_workers', 2)));
    await Promise.all(loads.map((load) => load.end()));
    expect(loads[0]?.sent).toBeGreaterThan(DECISIONS.perSecond);
    return loads.flatMap(({ wrong }) => wrong);
  }

  it('drops no decision of an engine, and denies none for the lack of rules', async () => {
    expect(await wrongWhileReplaced(['governance-engine'], 1, 2)).toStrictEqual([]);
  });

  it('drops nothing at the gateway, which does it all once more when it is told so meanwhile', async () => {
    expect(await wrongWhileReplaced(['api-gateway'], 3, 4)).toStrictEqual([]);
  });

  it('drops nothing while those are replaced that a decision only now and then depends on', async () => {
    expect(await wrongWhileReplaced(['constitutional-core', 'auth-service'], 1, 2)).toStrictEqual([]);
  });
});
