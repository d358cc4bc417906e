import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Figures, JoinedMetrics } from './joined-metrics.js';

function processOf(requests: number, version: number): Promise<Figures> {
  const registry = new Registry();
  registry.setDefaultLabels({ service: 'engine' });
  const registers = [registry];
  new Counter({ name: 'requests_total', help: 'h', labelNames: ['route'], registers }).inc(
    { route: '/' },
    requests,
  );
  const histogram = new Histogram({ name: 'seconds', help: 'h', buckets: [1, 2], registers });
  for (let one = 0; one < requests; one++) histogram.observe(1.5);
  new Gauge({ name: 'waiting', help: 'h', registers }).set(requests);
  new Gauge({ name: 'version', help: 'h', aggregator: 'max', registers }).set(version);
  new Gauge({ name: 'process_start_time_seconds', help: 'h', aggregator: 'omit', registers }).set(
    1000 + version,
  );
  new Gauge({ name: 'nodejs_eventloop_lag_p99_seconds', help: 'h', aggregator: 'average', registers }).set(
    version,
  );
  return registry.getMetricsAsJSON();
}

async function linesOf(metrics: JoinedMetrics, name: string): Promise<string[]> {
  return (await metrics.text()).split('\n').filter((line) => line.startsWith(name));
}

describe('JoinedMetrics', () => {
  let metrics: JoinedMetrics;

  beforeEach(async () => {
    metrics = new JoinedMetrics('engine');
    metrics.take(1, await processOf(3, 7));
    metrics.take(2, await processOf(4, 8));
  });

  it('adds what is counted, and goes by each gauge for the rest', async () => {
    expect(await linesOf(metrics, 'requests_total')).toStrictEqual([
      'requests_total{route="/",service="engine"} 7',
    ]);
    expect(await linesOf(metrics, 'seconds_bucket{le="2"')).toStrictEqual([
      'seconds_bucket{le="2",service="engine"} 7',
    ]);
    expect(await linesOf(metrics, 'seconds_sum')).toStrictEqual(['seconds_sum{service="engine"} 10.5']);
    expect(await linesOf(metrics, 'waiting')).toStrictEqual(['waiting{service="engine"} 7']);
    expect(await linesOf(metrics, 'version')).toStrictEqual(['version{service="engine"} 8']);
  });

  it('takes the start of the first and the lag of the slowest', async () => {
    expect(await linesOf(metrics, 'process_start_time_seconds')).toStrictEqual([
      'process_start_time_seconds{service="engine"} 1007',
    ]);
    expect(await linesOf(metrics, 'nodejs_eventloop_lag_p99_seconds')).toStrictEqual([
      'nodejs_eventloop_lag_p99_seconds{service="engine"} 8',
    ]);
  });

  it('keeps what ended processes have counted, and nothing else of them', async () => {
    metrics.forget(1);
    metrics.forget(2);
    metrics.take(3, await processOf(1, 9));
    metrics.forget(4);
    expect(await linesOf(metrics, 'requests_total')).toStrictEqual([
      'requests_total{route="/",service="engine"} 8',
    ]);
    expect(await linesOf(metrics, 'seconds_count')).toStrictEqual(['seconds_count{service="engine"} 8']);
    expect(await linesOf(metrics, 'waiting')).toStrictEqual(['waiting{service="engine"} 1']);
  });

  it('goes by the last that a process told', async () => {
    metrics.take(1, await processOf(5, 7));
    expect(await linesOf(metrics, 'requests_total')).toStrictEqual([
      'requests_total{route="/",service="engine"} 9',
    ]);
  });

  it('carries what is no number, and adds the use of the process that joins', async () => {
    metrics.take(2, structuredClone(await processOf(4, Number.NaN)));
    expect(await linesOf(metrics, 'version')).toStrictEqual(['version{service="engine"} Nan']);
    expect(await linesOf(metrics, 'process_resident_memory_bytes')).toHaveLength(1);
    expect(await linesOf(metrics, 'nodejs_heap')).toStrictEqual([]);
  });
});
