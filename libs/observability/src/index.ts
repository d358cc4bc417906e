export { observeHttp } from './http-metrics.js';
export { noteDecisions } from './request-notes.js';
export { logRequests } from './request-log.js';
export { traceRequests } from './tracing/request-spans.js';
export { startTracing, stopTracing } from './tracing/tracing.js';
export { type Figures, JoinedMetrics } from './joined-metrics.js';
export { LOG_LEVELS, loggingOptions, type LogLevel, NestLog, processLog } from './logging.js';
export { MetricsExposition } from './metrics-exposition.js';
export { MetricsModule } from './metrics.module.js';
