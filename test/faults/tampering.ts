import type { EvidenceBundle, Receipt } from '@acgs/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClient } from '../../tools/installation/api-client.js';
import type { Installation } from '../../tools/installation/installation.js';
import { changedDocument, DOCUMENT_CHANGES, isChanged, oneOf } from './document-changes.js';
import { type ChangedFolder, FOLDER_CHANGES } from './folder-changes.js';
import type { Outsider, Said } from './outsider.js';
import type { RowChange, RowChanges } from './row-changes.js';
import type { TamperedLog } from './tampered-log.js';

/** Longer than a process keeps a head of the tree. */
const HEAD_KEPT_MILLISECONDS = 25;

/** A change, and what acgs-verify said of it. */
export interface Attempt extends Said {
  /** As in `folder: bit`. */
  readonly kind: string;
  readonly what: string;
}

/** Changes what somebody outside sees of a log, one change at a time, and puts it right again. */
export class Tampering {
  constructor(
    private readonly log: TamperedLog,
    private readonly folder: ChangedFolder,
    private readonly folderOutsider: Outsider,
    private readonly rows: RowChanges,
    private readonly installation: Installation,
    private readonly admin: ApiClient,
    private readonly random: () => number,
  ) {}

  /** Null when the change that was drawn is none. */
  async ofFolder(): Promise<Attempt | null> {
    const kind = oneOf(FOLDER_CHANGES, this.random);
    const change = await this.folder.change(kind, this.random);
    if (change === null) return null;
    try {
      const said = await this.folderOutsider.verify('folder', this.log.copy);
      return { kind: `folder: ${kind}`, what: change.what, ...said };
    } finally {
      await change.undo();
    }
  }

  async ofDocument(form: 'receipt' | 'bundle'): Promise<Attempt | null> {
    const kind = oneOf(DOCUMENT_CHANGES, this.random);
    const { receipts, bundles } = this.log;
    const documents: readonly (Receipt | EvidenceBundle)[] = form === 'receipt' ? receipts : bundles;
    const document = oneOf(documents, this.random);
    const changed = changedDocument(kind, document, oneOf(documents, this.random), this.random);
    if (!isChanged(document, changed)) return null;
    const entryId = 'receipt' in document ? document.receipt.entryId : document.entryId;
    const said = await this.log.outsider.verifyDocument(form, changed, entryId);
    return { kind: `${form}: ${kind}`, what: changed.toString(), ...said };
  }

  async ofRow(): Promise<Attempt | null> {
    return await this.rowAttempt(oneOf(Object.entries(this.rows.kinds), this.random));
  }

  async ofTileRow(): Promise<Attempt | null> {
    return await this.rowAttempt(oneOf(Object.entries(this.rows.tileKinds), this.random));
  }

  private async rowAttempt([kind, draw]: readonly [
    string,
    (random: () => number) => Promise<RowChange>,
  ]): Promise<Attempt | null> {
    const drawn = await draw(this.random);
    const { change, undo } = drawn;
    if (JSON.stringify(change) === JSON.stringify(undo)) return null;
    await this.rows.execute(change);
    try {
      return {
        kind: `row, ${kind}`,
        what: JSON.stringify(change).slice(0, 500),
        ...(await this.seen(drawn)),
      };
    } finally {
      await this.rows.execute(undo);
      await pause(HEAD_KEPT_MILLISECONDS);
    }
  }

  private async seen({ seenIn, entryId }: RowChange): Promise<Said> {
    const { outsider, url } = this.log;
    await pause(HEAD_KEPT_MILLISECONDS);
    if (seenIn === 'log') return await outsider.verify('log', url);
    if (seenIn === 'new process') return await this.seenInNewProcess();
    if (seenIn === 'witnessed checkpoint') {
      return await this.seenUnder(await this.text(`${url}/checkpoint/witnessed`));
    }
    const receipt = await this.text(`${url}/log/entries/${encodeURIComponent(entryId)}`);
    if (seenIn === 'receipt') return await outsider.verifyDocument('receipt', receipt, entryId);
    const engine = this.installation.url('governance-engine');
    const shown = await outsider.file(await this.text(`${engine}/api/v1/decisions/${entryId}`));
    return await outsider.verifyDocument('receipt', receipt, entryId, '--decision', shown);
  }

  private async seenInNewProcess(): Promise<Said> {
    const { service, url } = await this.installation.startSecond('integrity-service');
    try {
      return await this.log.outsider.verify('log', `${url}/api/v1`);
    } finally {
      await service.stop();
    }
  }

  private async seenUnder(checkpoint: string): Promise<Said> {
    const undo = await this.folder.underCheckpoint(checkpoint);
    try {
      return await this.folderOutsider.verify('folder', this.log.copy);
    } finally {
      await undo();
    }
  }

  private async text(url: string): Promise<string> {
    const response = await fetch(url, { headers: this.admin.headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${url} answers ${String(response.status)}: ${text}`);
    return text;
  }
}
