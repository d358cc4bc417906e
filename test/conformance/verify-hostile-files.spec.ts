import { BUNDLE_BYTES_MAX } from '@acgs/merkle';
import { runVerify } from '@acgs/verify';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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

  it.each(['/dev/zero', 'pipe'])('waits for no end of %s, which a link leads to', async (target) => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await rm(join(folder, 'tile/entries/000'));
    await symlink(resolve(folder, target), join(folder, 'tile/entries/000'));

    expect(await verify('folder', folder, ...key)).toEqual([
      2,
      'could not tell: tile/entries/000 cannot be read: it is no regular file\n',
    ]);
  });

  it.each([
    ['a command', '\u001b[2J\u001b[Hverified: receipt.json', '\\u001b[2J\\u001b[Hverified: receipt.json'],
    ['a line', '\nverified: receipt.json\r', '\\u000averified: receipt.json\\u000d'],
    ['a command of one character', '\u009b2J\u007f', '\\u009b2J\\u007f'],
    [
      'hidden text',
      '\u202egnp.\u2066\u2028\u200b\u{e0041}',
      '\\u202egnp.\\u2066\\u2028\\u200b\\udb40\\udc41',
    ],
  ])('sends the terminal nothing of theirs but text: not %s', async (_, hostile, shown) => {
    const opening = { pointer: hostile, salt: Buffer.alloc(32).toString('base64'), value: 1 };
    const file = join(folder, 'receipt.json');
    await writeFile(file, JSON.stringify(await log.receipt(5, [opening])));
    const [code, text] = await verify('receipt', file, ...key);
    const [, json] = await verify('receipt', file, ...key, '--json');

    expect([code, text]).toEqual([1, `NOT VERIFIED: ${file}\n  receipt.openings: ${shown} is not sealed\n`]);
    expect(json).toMatch(/^[\x20-\x7e]+\n$/);
    expect(JSON.parse(json)).toMatchObject({ faults: [{ message: `${hostile} is not sealed` }] });
  });

  it('sends none either in what it could not tell', async () => {
    expect(await verify('receipt', `${folder}/\u001b[2J`, ...key)).toEqual([
      2,
      expect.stringMatching(/^could not tell: [\x20-\x7e]+\n$/),
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
