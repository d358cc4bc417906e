import { type LogEntry } from '@acgs/contracts';
import { runVerify } from '@acgs/verify';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleOf, decisionLog, OPENING } from '../support/exported-log.js';

const log = decisionLog(20);
/** A decision whose context is sealed. */
const LEAF = 2;
const { body, tenant } = JSON.parse(log.entries[LEAF]!.toString()) as LogEntry;
const decision = body.decision as Record<string, unknown>;
const request = { ...(body.request as Record<string, unknown>), context: OPENING.value };
const record = { ...decision, request, requestedBy: 'x', tenant };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acgs-verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(value: unknown): Promise<string> {
  const file = join(folder, 'file.json');
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

async function faults(
  shown: unknown,
  openings = [OPENING],
  kind: 'receipt' | 'bundle' = 'receipt',
): Promise<unknown> {
  const document = { receipt: await log.receipt(LEAF, openings), bundle: await bundleOf(log, LEAF) };
  const target = join(folder, 'document.json');
  await writeFile(target, JSON.stringify(document[kind]));
  let text = '';
  const write = (chunk: unknown): boolean => (text += String(chunk)) !== '';
  const options = ['--key', log.signer.verifierKey, '--decision', await fileOf(shown), '--json'];
  await runVerify([kind, target, ...options], {
    stdout: { write },
    stderr: { write, isTTY: false },
    env: {},
  });
  return (JSON.parse(text) as { faults: { path: string }[] }).faults.map(({ path }) => path);
}

describe('a decision that a service has shown', () => {
  it('is compared with the leaf: as it was answered, and as it was recorded', async () => {
    const answer = { ...decision, explanation: {}, receipt: null };

    expect(await faults(answer)).toEqual([]);
    expect(await faults(record)).toEqual([]);
    expect(await faults(record, [OPENING], 'bundle')).toEqual([]);
  });

  it('is found out by each member that is another', async () => {
    expect(await faults({ ...record, outcome: 'allowed' })).toEqual(['decision.outcome']);
    expect(await faults({ ...record, reasons: [] }, [OPENING], 'bundle')).toEqual(['decision.reasons']);
    expect(await faults({ ...record, requestedBy: 'y' })).toEqual(['decision.requestedBy']);
    expect(await faults({ ...record, note: 'all is well' })).toEqual(['decision.note']);
    expect(await faults({ ...record, note: 'half a pair: \ud800' })).toEqual(['decision.note']);
    expect(await faults({ ...record, request: { ...request, context: {} } })).toEqual(['decision.request']);
    expect(await faults({ ...record, added: 1 })).toEqual(['decision.added']);
    expect(await faults({ ...record, decidedAt: undefined })).toEqual(['decision.decidedAt']);
    expect(await faults({ ...record, tenant: '\ud800' })).toEqual(['decision.tenant']);
    expect(await faults('[]')).toEqual(['decision']);
    expect(await faults('{')).toEqual(['decision']);
  });

  it('is compared but for what was erased', async () => {
    const erased = { ...record, request: { ...request, context: '[erased]' } };

    expect(await faults(erased, [])).toEqual([]);
    expect(await faults(erased)).toEqual(['decision.request']);
    expect(await faults({ ...erased, outcome: 'allowed' }, [])).toEqual(['decision.outcome']);
  });
});
