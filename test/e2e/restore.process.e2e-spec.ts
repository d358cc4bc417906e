import type { LogKeys, Receipt, RecordedDecision } from '@acgs/contracts';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { freePort } from '@acgs/database';
import { type ParsedCheckpoint, parseCheckpoint, parseVerifierKey, verifyNote } from '@acgs/merkle';
import { verifyReceipt } from '@acgs/verify';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ApiClient } from '../../tools/installation/api-client.js';
import { Installation } from '../../tools/installation/installation.js';
import { ServiceProcess } from '../../tools/installation/service-process.js';
import { startBuilt, type BuiltInstallation } from '../support/built-installation.js';
import { evaluationRequest } from '../support/governed.js';

const TOOLS = join(import.meta.dirname, '..', '..', 'dist', 'tools');
const NEW_LOG = 'log.example/after-the-fire';
const headers = { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH };
const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly text: string;
}

describe('an installation that is backed up while it works', () => {
  let folder: string;
  let first: BuiltInstallation;
  let agent: ApiClient;
  let before: RecordedDecision;
  let receipt: Receipt;
  let keys: LogKeys;
  let laterCheckpoint: string;
  let backedUp: Ended;

  const command = (name: string, home: string, ...options: string[]): Promise<Ended> =>
    run(process.execPath, [join(TOOLS, `${name}.js`), ...options], {
      env: { PATH: process.env.PATH, ACGS_HOME: home },
    }).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: unknown) => {
        const { code, stderr } = error as { code: number; stderr: string };
        return { code, text: stderr };
      },
    );

  const decide = async (client: ApiClient): Promise<RecordedDecision> =>
    (await client.expect('POST', '/decisions', evaluationRequest())) as RecordedDecision;

  const receiptOf = async (client: ApiClient, { decisionId }: { decisionId: string }): Promise<Receipt> =>
    (await client.expect('GET', `/log/entries/${decisionId}?wait=10`)) as Receipt;

  const checkpointOf = async (installation: Installation): Promise<string> =>
    (await fetch(`${installation.url('api-gateway')}/api/v1/checkpoint`)).text();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acgs-restore-'));
    first = await startBuilt({});
    agent = await first.installation.login('demo-agent');
    before = await decide(agent);
    const admin = await first.installation.login('admin');
    receipt = await receiptOf(admin, before);
    keys = (await admin.expect('GET', '/integrity/keys')) as LogKeys;
    const over = new AbortController();
    const working = (async (): Promise<void> => {
      while (!over.signal.aborted) await decide(agent);
    })();
    backedUp = await command('backup', first.installation.home, '--to', join(folder, 'backup'));
    over.abort();
    await working;
    await receiptOf(admin, await decide(agent));
    laterCheckpoint = await checkpointOf(first.installation);
  });

  afterAll(async () => {
    await first.close();
    await rm(folder, { recursive: true, force: true });
  });

  const faultsOf = (of: Receipt, known: LogKeys): readonly unknown[] =>
    verifyReceipt(of, {
      keys: known.keys.map(({ verifierKey }) => parseVerifierKey(verifierKey)),
      witnesses: [],
      seen: [],
    }).faults;

  it('goes on in another folder: a receipt of before verifies, and decisions are taken', async () => {
    const home = join(folder, 'restored');
    expect(backedUp).toMatchObject({ code: 0 });
    expect(await command('restore', home, '--from', join(folder, 'backup'))).toMatchObject({ code: 0 });
    expect((await stat(join(home, 'integrity.key'))).mode & 0o777).toBe(0o600);
    const restored = await Installation.start({ home, environment: { LOG_LEVEL: 'fatal' } });
    try {
      const client = await restored.login('admin');
      expect((await client.expect('GET', '/integrity/keys')) as LogKeys).toStrictEqual(keys);
      const again = await receiptOf(client, before);
      expect(again.entry).toBe(receipt.entry);
      expect([...faultsOf(receipt, keys), ...faultsOf(again, keys)]).toStrictEqual([]);
      const after = await decide(await restored.login('demo-agent'));
      expect(after).toMatchObject({ outcome: before.outcome, pins: before.pins });
      expect((await receiptOf(client, after)).leafIndex).toBeGreaterThan(again.leafIndex);
    } finally {
      await restored.stop();
    }
  });

  it('is not restored behind what others have seen, unless its log takes another name', async () => {
    const home = join(folder, 'forked');
    const seen = join(folder, 'checkpoint');
    await writeFile(seen, laterCheckpoint);
    const options = ['--from', join(folder, 'backup'), '--checkpoint', seen];
    const refused = await command('restore', home, ...options);
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('second history') as string });
    expect(await command('restore', home, ...options, '--new-log', NEW_LOG)).toMatchObject({ code: 0 });
    const port = String(await freePort());
    const service = new ServiceProcess('integrity-service', {
      HOST: '127.0.0.1',
      PORT: port,
      LOG_LEVEL: 'fatal',
      ACGS_HOME: home,
      LOG_ORIGIN: NEW_LOG,
      DATABASE_URL: '',
    });
    await service.listening();
    try {
      const read = async (path: string): Promise<Response> =>
        fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers });
      const known = (await (await read('/integrity/keys')).json()) as LogKeys;
      expect(known.origin).toBe(NEW_LOG);
      expect(known.keys).toHaveLength(keys.keys.length + 1);
      expect(faultsOf(receipt, known)).toStrictEqual([]);
      const [newKey = ''] = known.keys
        .map(({ verifierKey }) => verifierKey)
        .filter((key) => key.startsWith(NEW_LOG));
      const opened = async (): Promise<ParsedCheckpoint> =>
        parseCheckpoint(
          verifyNote(await (await read('/checkpoint')).text(), [parseVerifierKey(newKey)]).text,
        );
      // The new key's leaf, behind all that were restored.
      while ((await opened()).size <= receipt.leafIndex + 1) await pause(50);
      expect((await opened()).origin).toBe(NEW_LOG);
    } finally {
      await service.stop();
    }
  });
});
