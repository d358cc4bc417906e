import { entriesPath, tilePath } from '@acgs/merkle';
import { runVerify } from '@acgs/verify';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf, ExportedLog } from '../support/exported-log.js';

const entries = Array.from({ length: 1300 }, (_, number) => entryOf('decision', `entry-${number}`));
const log = ExportedLog.of(entries);
const earlier = (size: number): ExportedLog => ExportedLog.of(entries.slice(0, size), log.signer);

let files: Map<string, Buffer>;
let asked: string[] = [];
/** After so many files the log cannot be reached. */
let breaksOff = Infinity;
let server: Server;
let address = '';
let folder = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/api/v1/', '');
    const file = files.get(path);
    asked.push(path);
    if (path.startsWith('tile/entries/') && request.headers.authorization !== 'Bearer secret') {
      response.writeHead(401).end();
    } else if (asked.length > breaksOff) response.destroy();
    else response.writeHead(file === undefined ? 404 : 200).end(file);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acgs-mirror-'));
  files = await log.files();
  asked = [];
  breaksOff = Infinity;
});
afterEach(() => rm(folder, { recursive: true }));

const key = ['--key', log.signer.verifierKey];

async function verify(...parameters: string[]): Promise<[number, string]> {
  let text = '';
  const write = (chunk: unknown): boolean => (text += String(chunk)) !== '';
  const surroundings = { stdout: { write }, stderr: { write, isTTY: false }, env: { ACGS_TOKEN: 'secret' } };
  return [await runVerify([...parameters, ...key], surroundings), text];
}

const mirror = (): Promise<[number, string]> => verify('mirror', address, folder);

async function copied(): Promise<Map<string, Buffer>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const read = paths.map(async (path): Promise<[string, Buffer]> => [
    path.slice(folder.length + 1),
    await readFile(path),
  ]);
  return new Map(await Promise.all(read));
}

describe('acgs-verify mirror', () => {
  it('copies every file of the log, each asked for once, so that the copy verifies', async () => {
    expect(await mirror()).toEqual([
      0,
      `verified: ${address}\n  all 1300 leaves of the log log.example/acgs\n  fetched 13 files that the copy had not\n`,
    ]);
    expect(asked).toHaveLength(files.size);
    expect(await copied()).toEqual(files);
    expect((await verify('folder', folder))[0]).toBe(0);
  });

  it('goes on where it broke off, and is no copy of a checkpoint before all of it is there', async () => {
    breaksOff = 7;

    expect((await mirror())[0]).toBe(2);
    const before = await copied();
    expect(before.has('checkpoint')).toBe(false);
    expect(before.size).toBeGreaterThan(0);

    breaksOff = Infinity;
    asked = [];

    expect((await mirror())[0]).toBe(0);
    expect(asked.filter((path) => before.has(path))).toEqual([]);
    expect(await copied()).toEqual(files);
  });

  it.each([300, 1281, 1299])(
    'fetches of a log grown from %s leaves what is new, and drops what is shorter',
    async (size) => {
      files = await earlier(size).files();

      expect((await mirror())[0]).toBe(0);
      const before = await copied();
      files = await log.files();
      asked = [];

      expect((await mirror())[0]).toBe(0);
      expect(asked.filter((path) => path !== 'checkpoint' && before.has(path))).toEqual([]);
      expect(await copied()).toEqual(files);
    },
  );

  describe('with two checkpoints of logs that are not one', () => {
    const other = ExportedLog.of(
      entries.map((entry, number) => (number === 5 ? entryOf('decision', 'another') : entry)),
      log.signer,
    );
    const seen = async (checkpoint: string | Buffer): Promise<string[]> => {
      await writeFile(join(folder, 'seen'), checkpoint);
      return ['--last', join(folder, 'seen'), '--save', join(folder, 'seen')];
    };

    it('tells of the fork when the copy continues the log and the checkpoint seen does not', async () => {
      files = await other.files();

      expect((await mirror())[0]).toBe(0);
      const last = await earlier(700).checkpoint();
      const [code, text] = await verify('mirror', address, folder, ...(await seen(last)));
      expect([code, text]).toEqual([1, expect.stringContaining('two histories')]);
      expect(await readFile(join(folder, 'seen'), 'utf8')).toBe(last);
    });

    it('tells of the fork when the checkpoint seen continues the log and the copy does not', async () => {
      files = await ExportedLog.of(
        entries.slice(0, 200).with(5, entryOf('decision', 'another')),
        log.signer,
      ).files();

      expect((await mirror())[0]).toBe(0);
      const copy = await readFile(join(folder, 'checkpoint'));
      files = await log.files();
      const last = await earlier(700).checkpoint();
      const [code, text] = await verify('mirror', address, folder, ...(await seen(last)));
      expect([code, text]).toEqual([1, expect.stringContaining('two histories')]);
      expect(await readFile(join(folder, 'checkpoint'))).toEqual(copy);
    });
  });

  it.each([
    ['a full tile', 1300, 0, 256],
    ['the only tile', 200, 0, 200],
    ['the last tile', 1300, 5, 20],
  ])('fetches what was wrong together anew: %s and its entries', async (_name, size, index, width) => {
    const whole = await earlier(size).files();
    const wrong = await ExportedLog.of(
      entries.slice(0, size).with(index * 256, entryOf('decision', 'another')),
      log.signer,
    ).files();
    files = new Map(whole);
    for (const path of [tilePath(0, index, width), entriesPath(index, width)])
      files.set(path, wrong.get(path)!);

    expect((await mirror())[0]).toBe(1);
    files = whole;
    expect((await mirror())[0]).toBe(0);
    expect(await copied()).toEqual(whole);
  });

  it('does not let a log become smaller, or another one, and leaves the copy as it was', async () => {
    await mirror();
    const before = await copied();
    for (const other of [earlier(1299), ExportedLog.of(entries.toReversed(), log.signer)]) {
      files = await other.files();

      expect((await mirror())[0]).toBe(1);
      expect((await copied()).get('checkpoint')).toEqual(before.get('checkpoint'));
    }
  });

  it('keeps no file that does not verify, and fetches it again', async () => {
    const right = files.get('tile/entries/002')!;
    files.set('tile/entries/002', Buffer.from(right.map((byte, at) => (at === 40 ? byte ^ 1 : byte))));

    expect(await mirror()).toEqual([
      1,
      expect.stringContaining('tile/0/002: its hash 0 is not that of leaf 512'),
    ]);
    files.set('tile/entries/002', right);

    expect((await mirror())[0]).toBe(0);
    expect(await copied()).toEqual(await log.files());
  });

  it('cuts a full bundle that stands for a part of it', async () => {
    const small = await earlier(300).files();
    small.set('tile/entries/001', files.get('tile/entries/001')!).delete('tile/entries/001.p/44');
    files = small;

    expect((await mirror())[0]).toBe(0);
    expect(await copied()).toEqual(await earlier(300).files());
  });

  it('could not tell without a folder that can be written, or with the copy of another log in it', async () => {
    await writeFile(join(folder, 'file'), '');

    expect((await verify('mirror', address, join(folder, 'file')))[0]).toBe(2);
    expect((await verify('mirror', address))[0]).toBe(2);
    expect((await verify('mirror', address, folder, '--resume', 'x'))[0]).toBe(2);
    await writeFile(join(folder, 'checkpoint'), await ExportedLog.of(entries.slice(0, 3)).checkpoint());

    expect(await mirror()).toEqual([2, expect.stringContaining('is no checkpoint to compare with')]);
  });
});
