import type { LogEntry, Opening } from '@acgs/contracts';
import { openEntry } from '@acgs/verify';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { Turns } from '../sequencer/turns.js';
import { MonitorRepository, type RecordedBody } from './monitor.repository.js';
import { agreesWithRecord } from './record-comparison.js';

export interface PlacedEntry {
  readonly index: number;
  readonly entry: LogEntry;
}

/** What is beside the leaves that these entries ought to agree with. */
interface Kept {
  readonly openings: ReadonlyMap<string, readonly Opening[]>;
  readonly records: ReadonlyMap<string, RecordedBody>;
  readonly dropped: ReadonlySet<string>;
  readonly erased: ReadonlyMap<string, readonly string[]>;
  /** What answers, security events, activations and freezes say beside the log, by the ids of their entries. */
  readonly bodies: ReadonlyMap<string, unknown>;
}

/** An entry with what is known of its sealed members, and what is wrong with them. */
interface Opened {
  readonly entry: LogEntry;
  readonly faults: string[];
}

/** With another length, a part of the value could pass for a part of its salt. */
const SALT_BYTES = 32;

const isDecision = ({ entry }: PlacedEntry): boolean => entry.kind === 'decision';
const isApproval = ({ entry }: PlacedEntry): boolean => entry.kind === 'approval';
const isActivation = ({ entry }: PlacedEntry): boolean => entry.kind === 'policy-activation';
const isFreeze = ({ entry }: PlacedEntry): boolean => entry.kind === 'freeze';
const isSecurityEvent = ({ entry }: PlacedEntry): boolean => entry.kind === 'security-event';
const idOf = ({ entry }: PlacedEntry): string => entry.id;

/** Holds the records of the services and the sealed values against the leaves. Every method gives what is wrong, in words. */
@Injectable()
export class RecordAudit {
  constructor(private readonly repository: MonitorRepository) {}

  /** Erasures and dropped days are asked for last: what came in between is known then, and what it took is no fault. */
  async entries(tenant: string, entries: readonly PlacedEntry[], turns: Turns): Promise<string[]> {
    const kept = await this.kept(tenant, entries);
    const doubtful: PlacedEntry[] = [];
    for (const placed of entries) {
      if (entryFaults(placed, kept).length > 0) doubtful.push(placed);
      await turns.next();
    }
    const ids = doubtful.filter(isDecision).map(idOf);
    const erased = await this.repository.erasedFields(tenant, ids);
    const approved = doubtful.filter(isApproval).map(({ entry }) => decisionOf(entry));
    const dropped = await this.repository.dropped([...ids, ...approved]);
    return doubtful.flatMap((placed) => entryFaults(placed, { ...kept, erased, dropped }));
  }

  /** Decisions that have neither a leaf nor a place in the outbox, from an id on; and where to go on. */
  async unlogged(tenant: string, after: string): Promise<{ faults: string[]; lastId: string | null }> {
    const { lastId, missing } = await this.repository.unlogged(tenant, after);
    return { lastId, faults: missing.map((id) => `the decision ${id} is not in the log`) };
  }

  private async kept(tenant: string, entries: readonly PlacedEntry[]): Promise<Kept> {
    const sealed = entries.filter(({ entry }) => entry.sealed.length > 0).map(idOf);
    const decisions = entries.filter(isDecision).map(idOf);
    const records = await this.repository.decisions(tenant, decisions);
    const openings = await this.repository.openings(tenant, sealed);
    const bodies = new Map([
      ...(await this.repository.approvals(tenant, entries.filter(isApproval).map(idOf))),
      ...(await this.repository.securityEvents(tenant, entries.filter(isSecurityEvent).map(idOf))),
      ...(await this.repository.activations(tenant, entries.filter(isActivation).map(idOf))),
      ...(await this.repository.freezes(tenant, entries.filter(isFreeze).map(idOf))),
    ]);
    return { records, openings, bodies, dropped: new Set(), erased: new Map() };
  }
}

function entryFaults(placed: PlacedEntry, kept: Kept): string[] {
  const { index, entry } = placed;
  const erased = kept.erased.get(entry.id);
  const mayBeClosed = erased !== undefined || kept.dropped.has(entry.id);
  const opened = openedOf(placed, kept.openings.get(entry.id) ?? [], mayBeClosed);
  const body = { index, opened: opened.entry, kept: kept.bodies.get(entry.id) };
  if (isActivation(placed)) return [...opened.faults, ...bodyFaults('activation', body)];
  if (isFreeze(placed)) return [...opened.faults, ...bodyFaults('freeze', body)];
  if (isSecurityEvent(placed)) return [...opened.faults, ...bodyFaults('security event', body)];
  if (isApproval(placed)) {
    const wasDropped = body.kept === undefined && kept.dropped.has(decisionOf(entry));
    return wasDropped ? opened.faults : [...opened.faults, ...bodyFaults('answer', body)];
  }
  if (!isDecision(placed)) return opened.faults;
  const record = kept.records.get(entry.id);
  if (record === undefined) {
    if (!kept.dropped.has(entry.id)) opened.faults.push(`the record of leaf ${String(index)} is missing`);
  } else if (!agreesWithRecord(opened.entry, record, erased)) {
    opened.faults.push(`the record of leaf ${String(index)} was changed`);
  }
  return opened.faults;
}

/** `approval:`, the id of the decision, and what follows it. */
const decisionOf = ({ id }: LogEntry): string => id.split(':')[1] ?? '';

interface Body {
  readonly index: number;
  readonly opened: LogEntry;
  readonly kept: unknown;
}

function bodyFaults(what: string, { index, opened, kept }: Body): string[] {
  if (kept === undefined) return [`the ${what} of leaf ${String(index)} is missing`];
  return isDeepStrictEqual(kept, opened.body) ? [] : [`the ${what} of leaf ${String(index)} was changed`];
}

function openedOf({ index, entry }: PlacedEntry, openings: readonly Opening[], mayBeClosed: boolean): Opened {
  if (entry.sealed.length === 0) return { entry, faults: [] };
  const leaf = `leaf ${String(index)}`;
  const { entry: open, closed, faults } = openEntry(entry, openings, leaf);
  const odd = openings.filter(({ salt }) => Buffer.from(salt, 'base64').length !== SALT_BYTES);
  if (faults.length > 0 || odd.length > 0) {
    const messages = faults.map(({ message }) => `${leaf}: ${message}`);
    return {
      entry,
      faults: [...messages, ...odd.map(({ pointer }) => `${leaf}: the salt of ${pointer} is none`)],
    };
  }
  const gone = mayBeClosed ? [] : closed.map((pointer) => `${leaf}: the value of ${pointer} is gone`);
  return { entry: { ...open, sealed: [...closed] }, faults: gone };
}
