import type { Decision, LogEntry, LogKeys, Receipt } from '@acgs/contracts';
import {
  decodeEntries,
  entriesPath,
  leafHash,
  type ParsedCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  tilePath,
  type TileSource,
  verifyInclusion,
  verifyNote,
} from '@acgs/merkle';
import { evaluationRequest, type RequestParts } from './governed.js';
import type { Answer, Installation } from './installation.js';

/** Reads the log as an outsider does, over HTTP. */
export class LogReader {
  constructor(private readonly installation: Installation) {}

  async decide(parts: RequestParts = {}): Promise<Decision> {
    const body = evaluationRequest(parts);
    const path = '/api/v1/decisions';
    const answer = await this.installation.call('governance-engine', 'POST', path, {
      as: 'demo-agent',
      body,
    });
    if (answer.status !== 200) throw new Error(`no decision: ${JSON.stringify(answer.body)}`);
    return answer.body as Decision;
  }

  get(path: string): Promise<Answer> {
    return this.installation.call('integrity-service', 'GET', `/api/v1${path}`);
  }

  /** Of what was recorded; waits until it is in the tree. */
  async receipt(entryId: string): Promise<Receipt> {
    const { status, body } = await this.get(`/log/entries/${encodeURIComponent(entryId)}?wait=10`);
    if (status !== 200) throw new Error(`no entry ${entryId}: ${JSON.stringify(body)}`);
    return body as Receipt;
  }

  async keys(): Promise<LogKeys> {
    return (await this.get('/integrity/keys')).body as LogKeys;
  }

  /** The current one, its signature checked. */
  async checkpoint(): Promise<ParsedCheckpoint & { readonly note: string }> {
    const note = (await this.get('/checkpoint')).body as string;
    return { ...(await this.opened(note)), note };
  }

  async opened(note: string): Promise<ParsedCheckpoint> {
    const keys = (await this.keys()).keys.map(({ verifierKey }) => parseVerifierKey(verifierKey));
    return parseCheckpoint(verifyNote(note, keys).text);
  }

  async bytes(path: string): Promise<Buffer> {
    const token = await this.installation.token('admin');
    const response = await fetch(`${this.installation.url('integrity-service')}/api/v1/${path}`, {
      headers: { 'X-Constitutional-Hash': 'cdd01ef066bc6cf2', Authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  get tiles(): TileSource {
    return { tile: (level, index, width) => this.bytes(tilePath(level, index, width)) };
  }

  /** Every leaf of a tree of that size. */
  async leaves(size: number): Promise<Buffer[]> {
    const leaves: Buffer[] = [];
    for (let index = 0; index * 256 < size; index++) {
      const path = entriesPath(index, Math.min(256, size - index * 256));
      leaves.push(...decodeEntries(await this.bytes(path)));
    }
    return leaves;
  }

  /** The entry of a receipt whose proof and checkpoint hold. */
  async proven({ entry, leafIndex, leafHash: hash, inclusionProof, checkpoint }: Receipt): Promise<LogEntry> {
    const { size, root } = await this.opened(checkpoint);
    const leaf = leafHash(Buffer.from(entry));
    const proof = inclusionProof.map((text) => Buffer.from(text, 'base64'));
    const holds = verifyInclusion({ leafIndex, treeSize: size, leafHash: leaf, proof, root });
    if (!holds || leaf.toString('base64') !== hash) throw new Error('the receipt proves nothing');
    return JSON.parse(entry) as LogEntry;
  }
}
