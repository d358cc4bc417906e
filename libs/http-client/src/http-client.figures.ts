import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { CallFigures } from './call-figures.js';
import type { UpstreamClient } from './upstream-client.js';

const PREFIX = 'acgs_http_client_';
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** Read when somebody asks, so that a request costs no more than a sum. */
type Reading = (upstream: UpstreamClient) => number;

/** `acgs_http_client_*` of all services that are called; made once for a registry. */
export class HttpClientFigures {
  private readonly upstreams = new Map<string, UpstreamClient>();
  private readonly durations: Histogram<'upstream' | 'method' | 'route' | 'outcome'>;
  private readonly retries: Counter<'upstream'>;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    this.durations = new Histogram({
      name: 'acgs_http_client_call_duration_seconds',
      help: 'Time of a call with its retries, by route and by status or problem.',
      labelNames: ['upstream', 'method', 'route', 'outcome'],
      buckets: BUCKETS,
      registers,
    });
    this.retries = new Counter({
      name: 'acgs_http_client_retries_total',
      help: 'Calls that were sent once more.',
      labelNames: ['upstream'],
      registers,
    });
    this.total(
      'requests',
      'Requests that got a connection, retries included.',
      (of) => of.pool.sockets.requests,
    );
    this.total('connections_opened', 'Connections opened.', (of) => of.pool.sockets.opened);
    this.gauge('connections_open', 'Connections that are open.', (of) => of.pool.sockets.count);
    this.gauge('connections_idle', 'Connections that nothing uses.', (of) => of.pool.sockets.idle);
    this.gauge('in_flight', 'Requests sent and not yet answered.', (of) => of.pool.stats.running);
    this.gauge('waiting', 'Requests that wait for a connection.', waiting);
    this.breakers();
  }

  follow(name: string, client: UpstreamClient): void {
    this.upstreams.set(name, client);
    this.retries.inc({ upstream: name }, 0);
  }

  of(upstream: string): CallFigures {
    return {
      observe: ({ method, route }, outcome, milliseconds) => {
        this.durations.observe({ upstream, method, route, outcome }, milliseconds / 1000);
      },
      retried: () => {
        this.retries.inc({ upstream });
      },
    };
  }

  private total(name: string, help: string, read: Reading): void {
    const { upstreams } = this;
    new Counter({
      name: `${PREFIX}${name}_total`,
      help,
      labelNames: ['upstream'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [upstream, client] of upstreams) this.inc({ upstream }, read(client));
      },
    });
  }

  private gauge(name: string, help: string, read: Reading): void {
    const { upstreams } = this;
    new Gauge({
      name: PREFIX + name,
      help,
      labelNames: ['upstream'],
      aggregator: 'sum',
      registers: [this.registry],
      collect() {
        for (const [upstream, client] of upstreams) this.set({ upstream }, read(client));
      },
    });
  }

  private breakers(): void {
    const { upstreams } = this;
    new Gauge({
      name: 'acgs_http_client_breaker_state',
      help: '0 closed, 1 open, 2 half open.',
      labelNames: ['upstream', 'route'],
      aggregator: 'max',
      registers: [this.registry],
      collect() {
        for (const [upstream, { breakers }] of upstreams) {
          for (const [route, state] of breakers.states()) this.set({ upstream, route }, state);
        }
      },
    });
  }
}

const waiting: Reading = ({ pool: { stats } }) => stats.pending;
