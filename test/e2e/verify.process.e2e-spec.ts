import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleOf, decisionLog, OPENING } from '../support/exported-log.js';

const PROJECT = join(import.meta.dirname, '../..');
const log = decisionLog(20);
const key = ['--key', log.signer.verifierKey];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acgs-verify-'));
  await writeFile(join(folder, 'receipt.json'), JSON.stringify(await log.receipt(2, [OPENING])));
  await writeFile(join(folder, 'bundle.json'), JSON.stringify(await bundleOf(log, 3)));
  const damaged = { ...(await log.receipt(2)), leafIndex: 4 };
  await writeFile(join(folder, 'damaged.json'), JSON.stringify(damaged));
});
afterAll(() => rm(folder, { recursive: true }));

const commands = [
  ['the command', [join(PROJECT, 'dist/libs/verify/src/command/acgs-verify.js')]],
  ['npm run verify', [join(PROJECT, 'tools/run.mjs'), 'verify']],
] as const;

describe.each(commands)('%s', (_name, command) => {
  const run = (...parameters: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [...command, ...parameters], { cwd: folder, encoding: 'utf8' });

  it('ends with 0 for what is verified', () => {
    expect(run('receipt', 'receipt.json', ...key)).toMatchObject({ status: 0, stderr: '' });

    const { status, stdout } = run('bundle', 'bundle.json', ...key);
    expect(status).toBe(0);
    expect(stdout).toContain('made again from its rules, the decision is the same');
  });

  it('ends with 1 for what is not', () => {
    const { status, stdout } = run('receipt', 'damaged.json', ...key);

    expect(status).toBe(1);
    expect(stdout).toContain(
      'receipt.inclusionProof: the entry is not leaf 4 of the 22 under the checkpoint',
    );
  });

  it('ends with 2 for what nothing can be said of', () => {
    expect(run('receipt', 'missing.json', ...key).status).toBe(2);
    expect(run('receipt', 'receipt.json').stderr).toContain('--key or --key-file is needed');
  });

  it('explains itself', () => {
    const { status, stdout } = run('--help');

    expect([status, stdout.split('\n')[0]]).toEqual([
      0,
      'Usage: acgs-verify receipt|bundle|folder|log WHAT --key VERIFIER_KEY [OPTION]...',
    ]);
  });
});
