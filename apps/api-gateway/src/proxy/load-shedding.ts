import { AdaptiveLimit } from '@acgs/http-client';
import { Counter, Gauge, type Registry } from 'prom-client';
import { LoadShedError } from './proxy.errors.js';
import { UPSTREAM_NAMES, type UpstreamName } from './upstream-routes.js';

/** Of the limit to a service; what is left is for decisions, and for what is not read alone. */
const REPORTS_SHARE = 0.5;
/** As many as find a connection or may wait for one, see `UpstreamPool`. */
const REQUESTS_PER_CONNECTION = 6;

interface Shed {
  readonly limit: AdaptiveLimit;
  reports: number;
  others: number;
}

/** Refuses early what a service would not answer in time: a number of requests under way, found from its latency. */
export class LoadShedding {
  private readonly upstreams = new Map<UpstreamName, Shed>();

  /** `connections` of one process to one service. */
  constructor(
    connections: number,
    registry: Registry,
    private readonly isOn: boolean,
  ) {
    for (const name of UPSTREAM_NAMES) {
      const limit = new AdaptiveLimit(connections * REQUESTS_PER_CONNECTION);
      this.upstreams.set(name, { limit, reports: 0, others: 0 });
    }
    this.show(registry);
  }

  /** To be left again, once, by `leave` of what it gives. @throws LoadShedError */
  enter(upstream: UpstreamName, isReport: boolean): AdaptiveLimit {
    const shed = this.upstreams.get(upstream);
    if (shed === undefined) throw new Error(`there is no upstream ${upstream}`);
    const share = isReport ? REPORTS_SHARE : 1;
    if (shed.limit.enter(performance.now(), this.isOn ? share : Number.POSITIVE_INFINITY)) return shed.limit;
    if (isReport) shed.reports++;
    else shed.others++;
    throw new LoadShedError(upstream);
  }

  private show(registry: Registry): void {
    const { upstreams } = this;
    const gauge = (name: string, help: string, read: (limit: AdaptiveLimit) => number): unknown =>
      new Gauge({
        name,
        help,
        labelNames: ['upstream'],
        aggregator: 'sum',
        registers: [registry],
        collect() {
          for (const [upstream, { limit }] of upstreams) this.set({ upstream }, read(limit));
        },
      });
    gauge('acgs_gateway_limit', 'Requests to a service that may be under way now.', ({ limit }) => limit);
    gauge('acgs_gateway_in_flight', 'Requests to a service under way.', ({ inFlight }) => inFlight);
    new Counter({
      name: 'acgs_gateway_shed_total',
      help: 'Requests refused because a service has as many as it answers in time.',
      labelNames: ['upstream', 'kind'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [upstream, { reports, others }] of upstreams) {
          this.inc({ upstream, kind: 'report' }, reports);
          this.inc({ upstream, kind: 'other' }, others);
        }
      },
    });
  }
}
