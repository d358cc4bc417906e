import type { EvidenceBundle, LogKeys, Receipt } from '@acgs/contracts';
import { addSignatures, cosign, ed25519Signer, parseNote, SIGNATURE_TYPES } from '@acgs/merkle';
import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  activatePolicies,
  workloadConstitution,
  workloadRequests,
} from '../performance/decisions-workload.js';
import type { ApiClient } from '../../tools/installation/api-client.js';
import type { MeasuredInstallation } from '../performance/measured-installation.js';
import { LogHistory } from './log-history.js';
import { Outsider } from './outsider.js';

const BATCH = 700;
const BATCHES = 5;
const ERASED = 5;
const DOCUMENTS = 40;

/** What somebody outside has of a log with decisions under several constitutions and policy sets, some of them erased. */
export interface TamperedLog {
  readonly outsider: Outsider;
  /** The address of the log. */
  readonly url: string;
  /** A copy that verifies, under a cosigned checkpoint. */
  readonly copy: string;
  readonly earlierCheckpoints: readonly string[];
  /** The witness's lines for them. */
  readonly earlierCosignatures: readonly string[];
  /** They with these. */
  readonly earlierCosigned: readonly string[];
  readonly decisionIds: readonly string[];
  readonly receipts: readonly Receipt[];
  readonly bundles: readonly EvidenceBundle[];
}

/** Fills the log, and takes what an outsider keeps. Where the last checkpoint is not kept, rollbacks cannot be found. */
export async function filledLog(
  measured: MeasuredInstallation,
  folder: string,
  witness: Witness,
  keepsLast: boolean,
): Promise<TamperedLog> {
  const { installation, admin } = measured;
  const url = `${installation.url('integrity-service')}/api/v1`;
  const history = new LogHistory(installation.databaseUrl);
  const notes: string[] = [];
  const decisionIds: string[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    await changeRules(measured, batch);
    decisionIds.push(...(await decide(measured)));
    await history.untilNothingWaits();
    notes.push(await (await fetch(`${url}/checkpoint`)).text());
  }
  for (const id of decisionIds.slice(0, ERASED)) await admin.expect('POST', `/decisions/${id}/erasure`);
  await history.untilNothingWaits();
  const { keys } = (await admin.expect('GET', '/integrity/keys')) as LogKeys;
  const known = keys.flatMap(({ verifierKey }) => ['--key', verifierKey]);
  const copy = join(folder, 'copy');
  const last = join(folder, 'last');
  const keeping = new Outsider(folder, [...known, '--save', last], admin.token);
  requireVerified(await keeping.verify('mirror', url, copy));
  await cosignCheckpoint(copy, witness, admin);
  const outsider = new Outsider(folder, keepsLast ? [...known, '--last', last] : known, admin.token);
  const step = Math.floor(decisionIds.length / DOCUMENTS);
  const sample = decisionIds.filter((_, place) => place % step === 0);
  const of = <T>(below: string): Promise<T[]> =>
    Promise.all(sample.map((id) => admin.expect('GET', `/decisions/${id}/${below}`) as Promise<T>));
  const receipts = await of<Receipt>('receipt');
  const earlierCosignatures = await Promise.all(notes.map(witness.cosignature));
  return {
    outsider,
    url,
    copy,
    earlierCheckpoints: notes,
    earlierCosignatures,
    earlierCosigned: notes.map((note, place) =>
      addSignatures(note, earlierCosignatures.slice(place, place + 1)),
    ),
    decisionIds,
    receipts,
    bundles: await of<EvidenceBundle>('evidence'),
  };
}

/** A witness, and what it makes of a checkpoint: the line that it adds. */
export interface Witness {
  readonly verifierKey: string;
  readonly cosignature: (note: string) => Promise<string>;
}

export function newWitness(): Witness {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = ed25519Signer('witness.example', privateKey, SIGNATURE_TYPES.cosignature);
  const now = Math.floor(Date.now() / 1000);
  const cosignature = (note: string): Promise<string> => cosign(parseNote(note).text, now, signer);
  return { verifierKey: signer.verifierKey, cosignature };
}

/** In the copy, and in the log itself. */
async function cosignCheckpoint(copy: string, { cosignature }: Witness, admin: ApiClient): Promise<void> {
  const file = join(copy, 'checkpoint');
  const note = await readFile(file, 'utf8');
  const checkpoint = addSignatures(note, [await cosignature(note)]);
  await writeFile(file, checkpoint);
  await admin.expect('POST', '/log/witness', { checkpoint });
}

/** @throws Error with the words of acgs-verify */
export function requireVerified({ code, words }: { readonly code: number; readonly words: string }): void {
  if (code !== 0) throw new Error(`what nobody has changed is not verified: ${words}`);
}

async function changeRules(
  { installation, admin, policies }: MeasuredInstallation,
  batch: number,
): Promise<void> {
  if (batch === 0) return;
  const version = { ...workloadConstitution(), title: `Workload ${String(batch)}` };
  if (batch % 2 === 0) await admin.expect('POST', '/constitution/versions', version);
  else await activatePolicies(installation, admin, policies + batch, policies + batch + 1);
}

async function decide({ agent, policies }: MeasuredInstallation): Promise<string[]> {
  const requests = workloadRequests(BATCH, policies, agent.clientId);
  const answer = await agent.expect('POST', '/decisions/batch', { requests });
  return (answer as { decisions: { decisionId: string }[] }).decisions.map(({ decisionId }) => decisionId);
}
