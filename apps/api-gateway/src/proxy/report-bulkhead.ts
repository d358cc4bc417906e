import { TooManyReportsError } from './proxy.errors.js';
import type { UpstreamName } from './upstream-routes.js';

/** What people and auditors read: nobody's next step waits for it. */
const REPORT = /^\/api\/v1\/(?:decisions|approvals|policies|log|integrity|tile)(?:\/|$)/;

/** Lists, single records, receipts, evidence, proofs and tiles; `path` as it stands in the request line. */
export const isReport = (method: string, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') && REPORT.test(path);

/**
 * Keeps reports from taking every connection to a service: they have half of them, so that decisions find one however many
 * reports there are. What goes beyond is refused at once, for a queue of reports would stand before decisions, too.
 */
export class ReportBulkhead {
  private readonly underWay = new Map<UpstreamName, number>();
  private readonly most: number;

  /** Of one process to one service. */
  constructor(connections: number) {
    this.most = Math.max(1, Math.floor(connections / 2));
  }

  /** To be left again, once. @throws TooManyReportsError */
  enter(upstream: UpstreamName): void {
    const underWay = this.underWay.get(upstream) ?? 0;
    if (underWay >= this.most) throw new TooManyReportsError(upstream);
    this.underWay.set(upstream, underWay + 1);
  }

  leave(upstream: UpstreamName): void {
    this.underWay.set(upstream, (this.underWay.get(upstream) ?? 1) - 1);
  }
}
