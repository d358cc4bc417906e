import { performance } from 'node:perf_hooks';
import { type Fault } from '../core/fault.js';
import { shownFaults } from '../core/shown-decision.js';
import { type Trust } from '../core/trust.js';
import { verifyBundle } from '../core/verify-bundle.js';
import { type LogResult, NOTHING_READ, type OnProgress, verifyLog } from '../core/verify-log.js';
import { type ReceiptResult, verifyReceipt } from '../core/verify-receipt.js';
import { readBytes, writeWhole } from './files.js';
import { FolderSource } from './folder-source.js';
import { HttpSource } from './http-source.js';
import { mirror } from './mirror.js';
import { HELP, type Options, readOptions } from './options.js';
import { ResumeFile } from './resume-file.js';
import { printable } from './printable.js';
import { readTrust } from './trust-files.js';
import { UndecidedError } from './undecided-error.js';
import { jsonOf, textOf, type Verdict } from './verdict.js';

/** Where the command writes and what it is told by; the process as it is. */
export interface Surroundings {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  readonly stderr: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;
  readonly env: NodeJS.ProcessEnv;
}

const VERIFIED = 0;
const NOT_VERIFIED = 1;
const UNDECIDED = 2;
const SAVED_EVERY_MILLISECONDS = 2000;
const CLEAR_LINE = '\r\u001b[2K';

/** `acgs-verify`; gives its exit code. Never throws: what cannot be told is exit code 2 with a message. */
export async function run(parameters: readonly string[], surroundings: Surroundings): Promise<number> {
  let options: Options | null = null;
  try {
    options = readOptions(parameters, surroundings.env);
    if (options === null) {
      surroundings.stdout.write(HELP);
      return VERIFIED;
    }
    const verdict = await verdictOf(options, await readTrust(options), surroundings);
    const { target, json } = options;
    surroundings.stdout.write(`${json ? jsonOf(target, verdict, null) : textOf(target, verdict)}\n`);
    return verdict.faults.length === 0 ? VERIFIED : NOT_VERIFIED;
  } catch (error) {
    const message = error instanceof UndecidedError ? error.message : `unexpected: ${String(error)}`;
    if (options?.json === true) surroundings.stdout.write(`${jsonOf(options.target, null, message)}\n`);
    else surroundings.stderr.write(`${printable(`could not tell: ${message}`)}\n`);
    return UNDECIDED;
  }
}

function verdictOf(options: Options, trust: Trust, surroundings: Surroundings): Promise<Verdict> {
  switch (options.kind) {
    case 'receipt':
    case 'bundle':
      return documentVerdict(options, trust);
    case 'folder':
    case 'log':
      return logVerdict(options, trust, surroundings);
    case 'mirror':
      return mirrorVerdict(options, trust, surroundings);
  }
}

async function documentVerdict({ kind, target, entry, decision }: Options, trust: Trust): Promise<Verdict> {
  const value = jsonIn(await readBytes(target));
  if (value === null) return { ...nothing, faults: [{ path: kind, message: 'it is no JSON' }] };
  const bundle = kind === 'bundle' ? verifyBundle(value.json, trust) : null;
  const result = bundle ?? verifyReceipt(value.json, trust);
  const faults = decision === null ? [] : compared(jsonIn(await readBytes(decision)), result);
  const verdict = verdictOn(result, entry);
  return { ...verdict, faults: [...verdict.faults, ...faults], replay: bundle?.replay ?? null };
}

function compared(shown: { readonly json: unknown } | null, { entry, closed }: ReceiptResult): Fault[] {
  if (shown === null) return [{ path: 'decision', message: 'it is no JSON' }];
  return entry === null ? [] : shownFaults(shown.json, entry, closed);
}

async function logVerdict(options: Options, trust: Trust, surroundings: Surroundings): Promise<Verdict> {
  const { kind, target, token, resume, save } = options;
  const source = kind === 'folder' ? new FolderSource(target) : new HttpSource(target, token);
  const origin = trust.keys[0]?.name ?? '';
  const file = resume === null ? null : new ResumeFile(resume, origin);
  const from = (await file?.read()) ?? NOTHING_READ;
  const progress = progressOn(surroundings, file);
  const result = await verifyLog(source, trust, from, progress.report);
  progress.end();
  if (result.faults.length === 0) await file?.write(result.progress);
  return verdictOnLog(result, save);
}

async function mirrorVerdict(options: Options, trust: Trust, surroundings: Surroundings): Promise<Verdict> {
  const { target, copy, token, save } = options;
  const progress = progressOn(surroundings, null);
  const { fetched, ...result } = await mirror(
    new HttpSource(target, token),
    copy ?? '',
    trust,
    progress.report,
  );
  progress.end();
  return { ...(await verdictOnLog(result, save)), fetched };
}

async function verdictOnLog({ faults, checkpoint, note }: LogResult, save: string | null): Promise<Verdict> {
  if (faults.length === 0 && save !== null) await writeWhole(save, note);
  const { origin = null, size: treeSize = null } = checkpoint ?? {};
  return { ...nothing, faults, origin, treeSize };
}

const nothing: Omit<Verdict, 'faults'> = {
  origin: null,
  treeSize: null,
  leafIndex: null,
  entryId: null,
  closed: [],
  replay: null,
  fetched: null,
};

function verdictOn(result: ReceiptResult, wanted: string | null): Verdict {
  const { entry, closed, leafIndex, checkpoint } = result;
  const { origin = null, size: treeSize = null } = checkpoint ?? {};
  const entryId = entry?.id ?? null;
  const faults = [...result.faults];
  if (wanted !== null && entryId !== null && entryId !== wanted) {
    faults.push({ path: 'receipt.entryId', message: `it is of ${entryId}, not of ${wanted}` });
  }
  return { ...nothing, faults, origin, treeSize, leafIndex, entryId, closed };
}

/** Progress for people on a terminal, and now and then for the file that a later run goes on from. */
function progressOn(
  { stderr }: Surroundings,
  file: ResumeFile | null,
): { report: OnProgress; end: () => void } {
  const begin = performance.now();
  let saved = begin;
  let first: number | null = null;
  const report: OnProgress = async (progress, size) => {
    first ??= progress.size;
    const now = performance.now();
    if (now - saved < SAVED_EVERY_MILLISECONDS) return;
    saved = now;
    const rate = Math.round((progress.size - first) / ((now - begin) / 1000));
    if (stderr.isTTY) stderr.write(`${CLEAR_LINE}${progress.size} of ${size} leaves, ${rate}/s`);
    await file?.write(progress);
  };
  const end = (): void => {
    if (stderr.isTTY) stderr.write(CLEAR_LINE);
  };
  return { report, end };
}

function jsonIn(bytes: Buffer): { readonly json: unknown } | null {
  try {
    return { json: JSON.parse(new TextDecoder('utf8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return null;
  }
}
