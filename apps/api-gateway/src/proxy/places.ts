import { Bulkhead } from './bulkhead.js';
import { TooManyReportsError, TooManyStreamsError, TooManyWaitsError } from './proxy.errors.js';
import type { RequestKind } from './request-kind.js';
import type { UpstreamName } from './upstream-routes.js';

/** Who acts, and for which tenant; both empty for what needs no token. */
export interface PlaceTaker {
  readonly tenant: string;
  readonly actor: string;
}

const STREAMS_OF_ONE = 4;

const part = (connections: number, parts: number): number => Math.max(1, Math.floor(connections / parts));

/** What each kind of requests may have of the connections of one process to one service, so that decisions find one. */
export class Places {
  private readonly reports: Bulkhead;
  private readonly waits: Bulkhead;
  private readonly streams: Bulkhead;
  private readonly streamsOfOne: Bulkhead;

  constructor(connections: number) {
    const reports = part(connections, 2);
    const waits = part(connections, 4);
    const streams = part(connections, 8);
    const refuseStream = (upstream: UpstreamName): TooManyStreamsError => new TooManyStreamsError(upstream);
    this.reports = new Bulkhead(reports, reports, (upstream) => new TooManyReportsError(upstream));
    this.waits = new Bulkhead(waits, part(waits, 2), (upstream) => new TooManyWaitsError(upstream));
    this.streams = new Bulkhead(streams, part(streams, 2), refuseStream);
    this.streamsOfOne = new Bulkhead(streams, STREAMS_OF_ONE, refuseStream);
  }

  /** To be left again, once. A preference is no demand (RFC 7240): false when there is no place for it. @throws the refusal */
  enter(kind: RequestKind, upstream: UpstreamName, taker: PlaceTaker): boolean {
    if (kind === 'preference') return this.waits.tryEnter(upstream, nameOf(taker));
    if (kind === 'report') this.reports.enter(upstream, nameOf(taker));
    if (kind === 'wait') this.waits.enter(upstream, nameOf(taker));
    if (kind === 'stream') this.enterStream(upstream, taker);
    return true;
  }

  leave(kind: RequestKind, upstream: UpstreamName, taker: PlaceTaker): void {
    if (kind === 'report') this.reports.leave(upstream, nameOf(taker));
    else if (kind === 'stream') {
      this.streams.leave(upstream, taker.tenant);
      this.streamsOfOne.leave(upstream, nameOf(taker));
    } else if (kind !== 'other') this.waits.leave(upstream, nameOf(taker));
  }

  /** No tenant has more than half of the places, for they are kept for minutes. */
  private enterStream(upstream: UpstreamName, taker: PlaceTaker): void {
    this.streamsOfOne.enter(upstream, nameOf(taker));
    if (this.streams.tryEnter(upstream, taker.tenant)) return;
    this.streamsOfOne.leave(upstream, nameOf(taker));
    throw new TooManyStreamsError(upstream);
  }
}

const nameOf = ({ tenant, actor }: PlaceTaker): string => `${tenant}\n${actor}`;
