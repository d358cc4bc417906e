import { consistencyProof, parseCheckpoint, parseNote, tilePath, verifyConsistency } from '@acgs/merkle';
import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../tools/installation/api-client.js';
import { type BuiltInstallation, startBuilt } from '../support/built-installation.js';
import { evaluationRequest } from '../support/governed.js';

const LEAVES = /^acgs_log_leaves_total(?:\{[^}]*\})? (\d+)$/m;

interface Sequencing {
  readonly url: string;
  readonly pid: number;
}

describe('two processes that could grow the log', () => {
  let built: BuiltInstallation;
  let agent: ApiClient;
  let database: Client;
  let processes: readonly Sequencing[];
  const decided: string[] = [];
  const notes: string[] = [];

  beforeAll(async () => {
    built = await startBuilt({});
    const { installation } = built;
    const second = await installation.startSecond('integrity-service');
    processes = [
      {
        url: installation.url('integrity-service'),
        pid: installation.service('integrity-service')?.pid ?? 0,
      },
      { url: second.url, pid: second.service.pid ?? 0 },
    ];
    agent = await installation.login('demo-agent');
    database = new Client({ connectionString: installation.databaseUrl });
    await database.connect();
  });

  afterAll(async () => {
    await database.end();
    await built.close();
  });

  const decide = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done++) {
      const decision = (await agent.expect('POST', '/decisions', evaluationRequest())) as {
        decisionId: string;
      };
      decided.push(decision.decisionId);
    }
  };

  const leavesBy = async ({ url }: Sequencing): Promise<number> =>
    Number(LEAVES.exec(await (await fetch(`${url}/metrics`)).text())?.[1] ?? 0);

  const loggedDecisions = async (): Promise<string[]> => {
    const { rows } = await database.query<{ entry_id: string }>(
      `SELECT entry_id FROM integrity_service.entries WHERE kind = 'decision'`,
    );
    return rows.map(({ entry_id }) => entry_id);
  };

  const untilAllAreLogged = async (): Promise<void> => {
    while ((await loggedDecisions()).length < decided.length) await pause(50);
    const { rows } = await database.query<{ checkpoint: string }>(
      'SELECT checkpoint FROM integrity_service.trees',
    );
    notes.push(rows[0]?.checkpoint ?? '');
  };

  /** The one that does it now: it alone counts leaves while decisions are made. */
  const sequencer = async (): Promise<{ active: Sequencing; other: Sequencing }> => {
    const before = await Promise.all(processes.map(leavesBy));
    await decide(1);
    await untilAllAreLogged();
    const after = await Promise.all(processes.map(leavesBy));
    const growing = processes.filter((_, place) => (after[place] ?? 0) > (before[place] ?? 0));
    expect(growing).toHaveLength(1);
    const [active] = growing as [Sequencing];
    return { active, other: processes.find((one) => one !== active)! };
  };

  it('take turns when one is paused, and write one history when it wakes', async () => {
    const { active } = await sequencer();
    process.kill(active.pid, 'SIGSTOP');
    await decide(20);
    await untilAllAreLogged();
    process.kill(active.pid, 'SIGCONT');
    await decide(20);
    await untilAllAreLogged();
    expect((await sequencer()).active.pid).not.toBe(active.pid);
  });

  it('go on when the one that works is killed', async () => {
    const { active } = await sequencer();
    await decide(5);
    process.kill(active.pid, 'SIGKILL');
    await decide(20);
    await untilAllAreLogged();
    expect(await loggedDecisions()).toHaveLength(decided.length);
  });

  it('have every decision once, and checkpoints that continue each other', async () => {
    const logged = await loggedDecisions();
    expect(logged.sort()).toStrictEqual([...decided].sort());
    const heads = notes.map((note) => parseCheckpoint(parseNote(note).text));
    const url = built.installation.url('api-gateway');
    const tiles = {
      tile: async (level: number, index: number, width: number): Promise<Buffer> => {
        const response = await fetch(`${url}/api/v1/${tilePath(level, index, width)}`);
        return Buffer.from(await response.arrayBuffer());
      },
    };
    for (const [place, late] of heads.slice(1).entries()) {
      const early = heads[place]!;
      const proof = await consistencyProof(tiles, early.size, late.size);
      const sizes = { size1: early.size, size2: late.size, root1: early.root, root2: late.root };
      expect(verifyConsistency({ ...sizes, proof })).toBe(true);
    }
  });
});
