import {
  addSignatures,
  cosign,
  ed25519Signer,
  encodeEntries,
  parseNote,
  SIGNATURE_TYPES,
} from '@acgs/merkle';
import { runVerify } from '@acgs/verify';
import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf, ExportedLog, writeFiles } from '../support/exported-log.js';

interface Answer {
  readonly code: number;
  readonly output: {
    verified: boolean | null;
    faults: { path: string; message: string }[];
    message: string | null;
  };
}

const LEAVES = 700;
const entries = Array.from({ length: LEAVES }, (_, number) => entryOf('decision', `entry-${number}`));
const log = ExportedLog.of(entries);
let root = '';
let serial = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'acgs-verify-'));
});
afterAll(() => rm(root, { recursive: true }));

async function folderOf(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const folder = join(root, String((serial += 1)));
  await writeFiles(folder, files);
  return folder;
}

async function fileOf(text: string): Promise<string> {
  const file = join(root, `file-${(serial += 1)}`);
  await writeFile(file, text);
  return file;
}

async function verify(...parameters: string[]): Promise<Answer> {
  let text = '';
  const write = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  const surroundings = { stdout: { write }, stderr: { write, isTTY: false }, env: {} } as const;
  const code = await runVerify([...parameters, '--json'], surroundings);
  return { code, output: JSON.parse(text) as Answer['output'] };
}

const key = ['--key', log.signer.verifierKey];

it('verifies a whole log, alone and against every checkpoint that was seen of it', async () => {
  const folder = await folderOf(await log.files());

  expect(await verify('folder', folder, ...key)).toMatchObject({
    code: 0,
    output: { verified: true, faults: [] },
  });
  for (const size of [0, 1, 255, 256, 257, 699, LEAVES]) {
    const last = await fileOf(await log.checkpoint(size));

    expect((await verify('folder', folder, ...key, '--last', last)).code).toBe(0);
  }
});

it('takes full files in place of partial ones that were deleted', async () => {
  const small = ExportedLog.of(entries.slice(0, 300), log.signer);
  const files = await log.files();
  files.set('checkpoint', Buffer.from(await small.checkpoint()));
  const partial = [...(await small.files()).entries()].filter(([path]) => path.startsWith('tile/1/'));

  expect((await verify('folder', await folderOf(new Map([...files, ...partial])), ...key)).code).toBe(0);
});

it('goes on where it was left, keeps the checkpoint for the next time, and sees a history that was rewritten behind it', async () => {
  const [resume, saved] = [join(root, 'state'), join(root, 'saved')];
  const small = ExportedLog.of(entries.slice(0, 300), log.signer);
  const options = [...key, '--resume', resume, '--save', saved];

  expect((await verify('folder', await folderOf(await small.files()), ...options)).code).toBe(0);
  expect(await readFile(saved, 'utf8')).toBe(await small.checkpoint());

  const later = await log.files();
  later.delete('tile/entries/000');
  const folder = await folderOf(later);

  expect((await verify('folder', folder, ...options, '--last', saved)).code).toBe(0);

  const forged = ExportedLog.of([entryOf('decision', 'forged'), ...entries.slice(1)], log.signer);
  const other = await folderOf(await forged.files());
  const first = await fileOf(await small.checkpoint());

  expect((await verify('folder', other, ...key, '--resume', resume)).code).toBe(1);
  expect((await verify('folder', other, ...key, '--resume', resume, '--last', first)).code).toBe(1);
  await writeFile(resume, '{"version":1}');
  expect((await verify('folder', folder, ...options)).output.message).toContain('is damaged');
});

it('sees another history that has grown past the last checkpoint, whether its leaves are read now or were before', async () => {
  const forged = ExportedLog.of([entryOf('decision', 'forged'), ...entries.slice(1)], log.signer);
  const folder = await folderOf(await forged.files());
  const fault = (size: number): string =>
    `the first ${size} leaves are not those of a checkpoint you saw: the log has two histories`;
  for (const size of [1, 256, 257, 300, 512, 699]) {
    const last = await fileOf(await log.checkpoint(size));
    const resume = join(root, `state-${(serial += 1)}`);

    expect((await verify('folder', folder, ...key, '--last', last)).output.faults).toEqual([
      { path: 'checkpoint', message: fault(size) },
    ]);
    expect((await verify('folder', folder, ...key, '--resume', resume)).code).toBe(0);
    expect(
      (await verify('folder', folder, ...key, '--resume', resume, '--last', last)).output.faults,
    ).toEqual([{ path: 'checkpoint', message: fault(size) }]);
  }
});

it('says which leaf, which tile, which file is wrong', async () => {
  const files = await log.files();
  const changed = entries.slice(256, 512);
  changed[44] = entryOf('decision', 'another');
  const tile = Buffer.from(files.get('tile/1/000.p/2')!);
  tile[40]! ^= 1;
  const faultWith = async (path: string, bytes: Buffer | null): Promise<unknown> => {
    const damaged = new Map(files);
    if (bytes === null) damaged.delete(path);
    else damaged.set(path, bytes);
    return (await verify('folder', await folderOf(damaged), ...key)).output.faults[0];
  };

  expect(await faultWith('tile/entries/001', encodeEntries(changed))).toEqual({
    path: 'tile/0/001',
    message: 'its hash 44 is not that of leaf 300 in tile/entries/001',
  });
  expect(await faultWith('tile/1/000.p/2', tile)).toEqual({
    path: 'tile/1/000.p/2',
    message: 'its hash 1 is not that of the tile below',
  });
  expect(await faultWith('tile/0/002.p/188', null)).toEqual({
    path: 'tile/0/002.p/188',
    message: 'it is missing',
  });
  expect(await faultWith('tile/entries/002.p/188', encodeEntries(entries.slice(511, 700)))).toEqual({
    path: 'tile/entries/002.p/188',
    message: 'it has 189 entries, not 188',
  });
  expect(await faultWith('tile/entries/002.p/188', Buffer.of(1))).toMatchObject({
    path: 'tile/entries/002.p/188',
  });
});

it('finds every kind of damage, given the last checkpoint that was seen', async () => {
  const files = await log.files();
  const paths = [...files.keys()];
  const last = await fileOf(await log.checkpoint());
  const damage = fc.record({
    kind: fc.constantFrom('bit', 'cut', 'remove', 'swap', 'other', 'older'),
    path: fc.constantFrom(...paths),
    second: fc.constantFrom(...paths),
    at: fc.nat(),
    size: fc.integer({ min: 1, max: LEAVES - 1 }),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ kind, path, second, at, size }) => {
      const damaged = new Map(files);
      const bytes = Buffer.from(files.get(path)!);
      if (kind === 'bit') bytes[at % bytes.length]! ^= 1 << (at & 7);
      damaged.set(path, kind === 'cut' ? bytes.subarray(0, at % bytes.length) : bytes);
      if (kind === 'remove') damaged.delete(path);
      if (kind === 'swap') {
        damaged.set(path, files.get(second)!).set(second, files.get(path)!);
        fc.pre(!files.get(path)!.equals(files.get(second)!));
      }
      // The log signs another history: an entry replaced by another valid one, or the end taken away.
      const signed =
        kind === 'other' ? entries.toSpliced(size, 1, entries[size - 1]!) : entries.slice(0, size);
      const forged = ExportedLog.of(signed, log.signer);
      const shown = kind === 'other' || kind === 'older' ? await forged.files() : damaged;
      const { code, output } = await verify('folder', await folderOf(shown), ...key, '--last', last);

      expect([code, output.verified, output.faults.length]).toEqual([1, false, 1]);
    }),
    { numRuns: 150 },
  );
}, 120_000);

it('asks for the witnesses that it is told of, and trusts no other key of the log', async () => {
  const witness = ed25519Signer(
    'w.example',
    generateKeyPairSync('ed25519').privateKey,
    SIGNATURE_TYPES.cosignature,
  );
  const stranger = ed25519Signer('log.example/other', generateKeyPairSync('ed25519').privateKey);
  const note = await log.checkpoint();
  const cosigned = addSignatures(note, [await cosign(parseNote(note).text, 5, witness)]);
  const files = await log.files();
  const plain = await folderOf(files);
  const seen = await folderOf(files.set('checkpoint', Buffer.from(cosigned)));
  const asked = [...key, '--witness', witness.verifierKey];

  expect((await verify('folder', plain, ...asked)).output.faults[0]?.message).toBe(
    'the witness w.example has not cosigned it',
  );
  expect((await verify('folder', seen, ...asked)).code).toBe(0);
  expect((await verify('folder', seen, ...asked, ...asked)).code).toBe(0);
  expect((await verify('folder', seen, '--key', stranger.verifierKey)).code).toBe(1);
});

it('could not tell: without a key, a file, a folder or a checkpoint of its own', async () => {
  const folder = await folderOf(await log.files());
  const stranger = await fileOf(await ExportedLog.of(entries).checkpoint());
  const undecided = [
    ['folder', folder],
    ['folder', folder, '--key', 'nonsense'],
    ['folder', folder, ...key, '--key-file', join(root, 'missing')],
    ['folder', folder, ...key, '--last', stranger],
    ['folder', folder, ...key, '--unknown'],
    ['something', folder, ...key],
    ['folder', ...key],
    ['receipt', join(root, 'missing'), ...key],
    ['receipt', folder, ...key, '--save', 'x'],
    ['folder', folder, ...key, '--entry', 'x'],
    ['log', 'http://127.0.0.1:1/', ...key],
    ['log', 'ftp://127.0.0.1/', ...key],
  ];
  for (const parameters of undecided) {
    let text = '';
    const write = (chunk: unknown): boolean => (text += String(chunk)) !== '';
    const code = await runVerify(parameters, { stdout: { write }, stderr: { write, isTTY: false }, env: {} });

    expect([parameters, code, text.startsWith('could not tell: ')]).toEqual([parameters, 2, true]);
  }
});
