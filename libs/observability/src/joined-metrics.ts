import {
  AggregatorRegistry,
  type Aggregator,
  collectDefaultMetrics,
  Registry,
  type RegistryContentType,
} from 'prom-client';

/** All metrics of one process with their values, as they travel between processes. */
export type Figures = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** Where prom-client would add, average or leave out what has to be read otherwise. */
const AGGREGATORS: Readonly<Record<string, Aggregator>> = {
  process_start_time_seconds: 'min',
  process_max_fds: 'min',
  nodejs_eventloop_lag_seconds: 'max',
  nodejs_eventloop_lag_p50_seconds: 'max',
  nodejs_eventloop_lag_p90_seconds: 'max',
  nodejs_eventloop_lag_p99_seconds: 'max',
};

/** Those which only ever grow: they have to outlive the worker that counted them. */
const TOTALS = ['counter', 'histogram'];

/** Of the joining process itself: what it uses, and what it knows of the workers. */
const OWN = /^(process|acgs)_/;

/**
 * The figures of several processes of one service as if it were one. Counters and histograms of those that have ended stay
 * in the sums, as they were last told, so that no total falls; gauges end with their process.
 */
export class JoinedMetrics {
  /** For figures of the process that joins; its use of memory and processor is added to that of the workers. */
  readonly registry = new Registry();
  private readonly latest = new Map<number, Figures>();
  private ended: Figures[] = [];

  /** @param withExemplars in OpenMetrics' text form, which has them, and not in Prometheus' */
  constructor(
    service: string,
    private readonly withExemplars = false,
  ) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
  }

  take(process: number, figures: Figures): void {
    this.latest.set(process, figures);
  }

  /** The process has ended. */
  forget(process: number): void {
    const last = this.latest.get(process);
    this.latest.delete(process);
    if (last === undefined) return;
    const totals = last.filter(({ type }) => TOTALS.includes(String(type)));
    this.ended = [joined([...this.ended, totals]).getMetricsAsArray() as Figures];
  }

  get contentType(): string {
    return this.withExemplars ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE;
  }

  /** O(processes x series). */
  async text(): Promise<string> {
    const own = (await this.registry.getMetricsAsJSON()).filter(({ name }) => OWN.test(name));
    const parts = [...this.latest.values(), ...this.ended, own];
    const registry: Registry<RegistryContentType> = joined(parts);
    if (this.withExemplars) {
      registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
      addExemplars(registry.getMetricsAsArray() as Figures, parts);
    }
    return await registry.metrics();
  }
}

function joined(parts: readonly Figures[]): Registry {
  const told = parts.map((figures) =>
    figures.map((metric) => ({ ...metric, aggregator: AGGREGATORS[metric.name] ?? metric.aggregator })),
  );
  return AggregatorRegistry.aggregate(told);
}

/** prom-client leaves them behind: of each bucket, the one of the process that was told last. */
function addExemplars(joined: Figures, parts: readonly Figures[]): void {
  const exemplars = new Map<string, unknown>();
  for (const value of parts.flat().flatMap(({ values }): readonly Value[] => values))
    if (value.exemplar !== undefined) exemplars.set(seriesOf(value), value.exemplar);
  for (const value of joined.flatMap(({ values }): readonly Value[] => values)) {
    const exemplar = exemplars.get(seriesOf(value));
    if (exemplar !== undefined) value.exemplar = exemplar;
  }
}

interface Value {
  readonly metricName?: string;
  readonly labels: object;
  exemplar?: unknown;
}

const seriesOf = ({ metricName = '', labels }: Value): string => `${metricName} ${JSON.stringify(labels)}`;
