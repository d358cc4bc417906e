export { databaseCheck } from './database-check.js';
export { HealthModule } from './health.module.js';
export { Readiness } from './readiness.js';
