import { BUNDLE_BYTES_MAX } from '@acgs/merkle';
import { runVerify } from '@acgs/verify';
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf, ExportedLog, writeFiles } from '../support/exported-log.js';

const GIBIBYTE = 2 ** 30;
const log = ExportedLog.of(
  Array.from({ length: 300 }, (_, number) => entryOf('decision', `entry-${number}`)),
);
const key = ['--key', log.signer.verifierKey];
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acgs-verify-'));
  await writeFiles(folder, await log.files());
});
afterEach(() => rm(folder, { recursive: true }));

async function verify(...parameters: string[]): Promise<[number, string]> {
  let text = '';
  const write = (chunk: unknown): boolean => (text += String(chunk)) !== '';
  const surroundings = { stdout: { write }, stderr: { write, isTTY: false }, env: {} };
  return [await runVerify(parameters, surroundings), text];
}

/** A file of zeroes that takes no space. */
async function zeroes(path: string, bytes: number): Promise<string> {
  const file = join(folder, path);
  await writeFile(file, '');
  await truncate(file, bytes);
  return file;
}

describe('acgs-verify, given files that were made to harm it,', () => {
  it('does not take a bundle of eight million empty entries apart', async () => {
    await zeroes('tile/entries/000', BUNDLE_BYTES_MAX);

    expect(await verify('folder', folder, ...key)).toEqual([
      1,
      `NOT VERIFIED: ${folder}\n  tile/entries/000: the bundle has more than 256 entries\n`,
    ]);
  });

  it.each(['checkpoint', 'tile/0/000', 'tile/entries/000'])('does not read a huge %s', async (path) => {
    await zeroes(path, BUNDLE_BYTES_MAX + 1);

    expect(await verify('folder', folder, ...key)).toEqual([
      2,
      `could not tell: ${path} has more bytes than any file of a log\n`,
    ]);
  });

  it('follows no link to what never ends', async () => {
    await rm(join(folder, 'tile/entries/000'));
    await symlink('/dev/zero', join(folder, 'tile/entries/000'));

    expect(await verify('folder', folder, ...key)).toEqual([
      2,
      'could not tell: tile/entries/000 cannot be read: it is no regular file\n',
    ]);
  });

  it('reads no more of a document than it takes, whatever the size', async () => {
    const huge = await zeroes('receipt.json', 3 * GIBIBYTE);

    expect(await verify('receipt', huge, ...key)).toEqual([
      2,
      `could not tell: ${huge} is larger than 64 MiB\n`,
    ]);
    expect((await verify('receipt', '/dev/zero', ...key))[0]).toBe(2);
  });
});
