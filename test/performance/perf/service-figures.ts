import type { Installation } from '../../../tools/installation/installation.js';
import { SERVICES } from '../../../tools/installation/service-process.js';
import { NotMeasurableError } from '../measurement.js';
import { MetricsScrape } from '../metrics-scrape.js';

const BUSY = 'acgs_database_pool_busy_seconds_total';

export interface ServiceFigures {
  /** Share of the engine's connections in use, on average over the time. */
  readonly poolUse: number;
  /** Share of the outgoing requests of all services that went over a connection which was open already. */
  readonly reuse: number;
  /** How many those were. */
  readonly requests: number;
}

/** What the services did from one moment to another, by their own metrics. */
export class ServiceWindow {
  private constructor(
    private readonly origins: readonly string[],
    private readonly engine: string,
    private readonly before: readonly MetricsScrape[],
    private readonly engineBefore: MetricsScrape,
  ) {}

  static async open(installation: Installation): Promise<ServiceWindow> {
    const origins = SERVICES.map((name) => installation.url(name));
    const engine = installation.url('governance-engine');
    return new ServiceWindow(origins, engine, await scrapes(origins), await MetricsScrape.of(engine));
  }

  async close(): Promise<ServiceFigures> {
    const after = await scrapes(this.origins);
    const engine = await MetricsScrape.of(this.engine);
    const grown = (name: string): number => sumOf(after, name) - sumOf(this.before, name);
    const busy = sumOf([engine], BUSY) - sumOf([this.engineBefore], BUSY);
    const seconds = (engine.at - this.engineBefore.at) / 1000;
    const requests = grown('acgs_http_client_requests_total');
    return {
      poolUse: busy / seconds / engine.sum('acgs_database_pool_size'),
      reuse: 1 - grown('acgs_http_client_connections_opened_total') / requests,
      requests,
    };
  }
}

const scrapes = (origins: readonly string[]): Promise<MetricsScrape[]> =>
  Promise.all(origins.map((origin) => MetricsScrape.of(origin)));

/** Not every service calls others. @throws NotMeasurableError when none has such a metric: nothing would count as little */
function sumOf(scraped: readonly MetricsScrape[], name: string): number {
  if (!scraped.some((scrape) => scrape.has(name)))
    throw new NotMeasurableError(`No service has a metric ${name}.`);
  return scraped.reduce((sum, scrape) => sum + scrape.sum(name), 0);
}
