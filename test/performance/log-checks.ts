import { InclusionProofSchema, type LogKeys } from '@acgs/contracts';
import { parseCheckpoint, parseNote, parseVerifierKey, verifyInclusion } from '@acgs/merkle';
import { type Trust, verifyReceipt } from '@acgs/verify';
import type { ApiClient } from '../../tools/installation/api-client.js';
import type { LoadRequest } from './load/request-sender.js';
import { NotMeasurableError } from './measurement.js';

export async function trustIn(origin: string, reader: ApiClient): Promise<Trust> {
  const answer = await fetch(`${origin}/api/v1/integrity/keys`, { headers: reader.headers });
  const { keys } = (await answer.json()) as LogKeys;
  return { keys: keys.map(({ verifierKey }) => parseVerifierKey(verifierKey)), witnesses: [], seen: [] };
}

/** @throws NotMeasurableError when it does not prove that this decision is under a checkpoint of the log */
export function checkReceipt(receipt: unknown, decisionId: string, trust: Trust): void {
  const { faults, entry } = verifyReceipt(receipt, trust);
  if (faults.length > 0 || entry?.id !== decisionId)
    throw new NotMeasurableError(`The receipt of ${decisionId} proves nothing: ${JSON.stringify(faults)}`);
}

/**
 * Asks for the proofs once, of the tree of the checkpoint.
 *
 * @throws NotMeasurableError when one does not lead from its leaf to the root of the checkpoint
 */
export async function checkProofs(origin: string, requests: readonly LoadRequest[]): Promise<void> {
  const note = await (await fetch(`${origin}/api/v1/checkpoint`)).text();
  const { root, size } = parseCheckpoint(parseNote(note).text);
  for (const { path, headers } of requests) {
    const answer: unknown = await (
      await fetch(`${origin}${path}&treeSize=${String(size)}`, { headers })
    ).json();
    const { leafIndex, treeSize, leafHash, inclusionProof } = InclusionProofSchema.parse(answer);
    const proof = inclusionProof.map(bytes);
    const isAsked = path.endsWith(`=${String(leafIndex)}`) && treeSize === size;
    if (!isAsked || !verifyInclusion({ leafIndex, treeSize, leafHash: bytes(leafHash), proof, root }))
      throw new NotMeasurableError(`${path} is answered with a proof that proves nothing.`);
  }
}

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
