import type { Registry } from 'prom-client';
import { z } from 'zod';

/** What prom-client keeps of a metric; its types leave out the labels. */
const MetricSchema = z.object({
  name: z.string(),
  help: z.string().min(1),
  type: z.enum(['counter', 'gauge', 'histogram', 'summary']),
  labelNames: z.array(z.string()),
});
/** One metric of a service, without the label that all have. */
export type Metric = z.infer<typeof MetricSchema>;

/** Every metric that is registered, whether it has a value yet or not. */
export const metricsIn = (registry: Pick<Registry, 'getMetricsAsArray'>): Metric[] =>
  registry.getMetricsAsArray().map((metric) => MetricSchema.parse(metric));
