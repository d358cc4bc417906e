import { runVerify } from '@acgs/verify';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGoverned } from '../support/governed.js';
import type { Installation } from '../support/installation.js';
import { LogReader } from '../support/log-reader.js';

describe('acgs-verify on a running installation', () => {
  let installation: Installation;
  let log: LogReader;
  let folder: string;
  let key: readonly string[];

  beforeAll(async () => {
    installation = await startGoverned({}, ['integrity-service']);
    log = new LogReader(installation);
    folder = await mkdtemp(join(tmpdir(), 'acgs-verify-'));
    key = ['--key', (await log.keys()).keys[0]!.verifierKey];
  });

  afterAll(async () => {
    await installation.close();
    await rm(folder, { recursive: true });
  });

  async function verify(...parameters: string[]): Promise<[number, string]> {
    let text = '';
    const write = (chunk: unknown): boolean => (text += String(chunk)) !== '';
    const env = { ACGS_TOKEN: await installation.token('admin') };
    const surroundings = { stdout: { write }, stderr: { write, isTTY: false }, env };
    return [await runVerify([...parameters, ...key], surroundings), text];
  }

  it('verifies a receipt', async () => {
    const { decisionId } = await log.decide();
    const file = join(folder, 'receipt.json');
    await writeFile(file, JSON.stringify(await log.receipt(decisionId)));

    expect(await verify('receipt', file, '--entry', decisionId)).toEqual([
      0,
      expect.stringContaining(`${decisionId} is leaf `),
    ]);
    expect(await verify('receipt', file, '--entry', 'another')).toEqual([
      1,
      expect.stringContaining(`receipt.entryId: it is of ${decisionId}, not of another`),
    ]);
  });

  it('verifies the evidence of a decision, and makes it again', async () => {
    const { decisionId } = await log.decide();
    await log.receipt(decisionId);
    const path = `/api/v1/decisions/${decisionId}/evidence`;
    const { body } = await installation.call('governance-engine', 'GET', path, { as: 'admin' });
    const file = join(folder, 'bundle.json');
    await writeFile(file, JSON.stringify(body));

    expect(await verify('bundle', file)).toEqual([
      0,
      expect.stringContaining('made again from its rules, the decision is the same'),
    ]);
  });

  it('verifies the live log, and later that it continues what was seen', async () => {
    const address = `${installation.url('integrity-service')}/api/v1`;
    const [saved, resume] = [join(folder, 'last'), join(folder, 'resume')];
    const first = await verify('log', address, '--save', saved);
    const before = await readFile(saved, 'utf8');
    await Promise.all(Array.from({ length: 300 }, () => log.decide()));
    await log.receipt((await log.decide()).decisionId);

    expect(first).toEqual([0, expect.stringContaining('leaves of the log')]);
    expect((await verify('log', address, '--last', saved, '--save', saved, '--resume', resume))[0]).toBe(0);
    expect(await readFile(saved, 'utf8')).not.toBe(before);
    expect((await verify('log', address, '--last', saved, '--resume', resume))[0]).toBe(0);
  });

  it('keeps a copy of the live log that is verified without it', async () => {
    const address = `${installation.url('integrity-service')}/api/v1`;
    const copy = join(folder, 'copy');

    expect((await verify('mirror', address, copy))[0]).toBe(0);
    await log.receipt((await log.decide()).decisionId);

    expect(await verify('mirror', address, copy)).toEqual([0, expect.stringContaining('fetched ')]);
    expect((await verify('folder', copy))[0]).toBe(0);
  });
});
