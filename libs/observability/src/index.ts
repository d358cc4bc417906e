export { observeHttp } from './http-metrics.js';
export { LOG_LEVELS, loggingOptions, type LogLevel, NestLog } from './logging.js';
export { MetricsModule } from './metrics.module.js';
